// The form in which news comes changes neither documents nor statements: twenty texts in every form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/statement_json.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using testing::ElementsAreArray;
using testing::UnorderedElementsAreArray;

struct Text {
  std::string id, title, date, url, text;
  auto operator<=>(const Text&) const = default;
};

std::string field(const rapidjson::Document& json, const char* name) {
  return json.HasMember(name) ? json[name].GetString() : "";
}

std::vector<Text> read_lines(const std::string& lines) {
  std::vector<Text> texts;
  for (const std::string& line : test::lines_of(lines)) {
    rapidjson::Document json;
    json.Parse(line.c_str());
    texts.push_back(
        {field(json, "id"), field(json, "title"), field(json, "date"), field(json, "url"), field(json, "text")});
  }
  return texts;
}

std::string data(const std::string& name) {
  return std::string(TRAMA_SOURCE_DIR) + "/tests/data/inputs/" + name;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string page(const Text& text) {
  return "<!DOCTYPE html><html lang=\"es\"><head><meta charset=\"utf-8\"><title>" + text.title +
         "</title><meta property=\"article:published_time\" content=\"" + text.date +
         "T10:00:00Z\"></head><body><nav><a href=\"/\">Inicio</a></nav><article><h1>" + text.title + "</h1><p>" +
         replaced(text.text, "\n\n", "</p>\n<p>") + "</p></article></body></html>";
}

std::string object(const Text& text) {
  return R"({"headline":")" + text.title + R"(","published_at":")" + text.date + R"(","url":")" + text.url +
         R"(","body":")" + replaced(text.text, "\n", "\\n") + "\"}";
}

std::string message(const Text& text) {
  static const std::vector<std::string> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"};
  const std::string date = text.date.substr(8, 2) + " " + kMonths.at(std::stoul(text.date.substr(5, 2)) - 1) + " " +
                           text.date.substr(0, 4) + " 10:00:00 +0000";
  return "From: El Faro <red@faro.example>\r\nSubject: " + text.title + "\r\nDate: " + date +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
         replaced(text.text, "\n", "\r\n") + "\r\n";
}

// Forms that hold one text a file.
const std::vector<std::pair<std::string, std::function<std::string(const Text&)>>>& forms_of_one() {
  static const std::vector<std::pair<std::string, std::function<std::string(const Text&)>>> kForms = {
      {"txt", [](const Text& text) { return text.text + "\n"; }},
      {"md",
       [](const Text& text) {
         return "---\ntitle: " + text.title + "\ndate: " + text.date + "\n---\n\n" + text.text + "\n";
       }},
      {"html", page},
      {"json", [](const Text& text) { return "{\"articles\": [" + object(text) + "]}"; }},
      {"csv",
       [](const Text& text) {
         return "titulo;fecha;enlace;cuerpo\n" + text.title + ";" + text.date + ";" + text.url + ";\"" + text.text +
                "\"\n";
       }},
      {"eml", message},
  };
  return kForms;
}

// Those whose files in tests/data/inputs are made of the first texts, one each.
const std::vector<std::string>& office_forms() {
  static const std::vector<std::string> kForms = {"docx", "odt", "pdf"};
  return kForms;
}

class FormsOfTexts : public testing::Test {
 protected:
  FormsOfTexts() : texts_(read_lines(test::read_text(data("texts.jsonl")))) { EXPECT_EQ(texts_.size(), 20u); }

  static std::string name(const Text& text, const std::string& ending) {
    return text.date + "-" + text.id + "." + ending;
  }
  std::vector<Text> converted(const std::vector<std::string>& inputs) const {
    std::vector<std::string> arguments{"convert", "--quiet"};
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    const test::Outcome run = test::run(arguments);
    EXPECT_EQ(run.code, 0) << run.err;
    return read_lines(run.out);
  }

  std::vector<Text> texts_;
  test::TempFolder folder_;
};

std::vector<std::tuple<std::string, std::string, std::string>> known(const std::vector<Text>& texts, bool titles) {
  std::vector<std::tuple<std::string, std::string, std::string>> result;
  for (const Text& text : texts) {
    std::string body = text.text;
    while (body.ends_with('\n')) body.pop_back();
    result.emplace_back(titles ? text.title : "", text.date, replaced(body, "\r\n", "\n"));
  }
  return result;
}

TEST_F(FormsOfTexts, GiveTheSameDocuments) {
  const auto expected = known(texts_, true);
  for (const auto& [ending, make] : forms_of_one()) {
    const std::string folder = folder_ / ending;
    std::filesystem::create_directory(folder);
    for (const Text& text : texts_) test::write_text(folder + "/" + name(text, ending), make(text));
    const bool titles = ending != "txt";  // Plain text has none.
    EXPECT_THAT(known(converted({folder}), titles), ElementsAreArray(known(texts_, titles))) << ending;
    const std::string tar = folder_ / (ending + ".tgz");
    ASSERT_EQ(test::run_shell("tar czf " + tar + " " + ending, folder_).code, 0);
    EXPECT_THAT(known(converted({tar}), titles), UnorderedElementsAreArray(known(texts_, titles))) << tar;
  }
  std::string mbox;
  for (const Text& text : texts_) mbox += "From red@faro.example Thu Jul  3 10:00:00 2025\n" + message(text) + "\n";
  test::write_text(folder_ / "todo.mbox", mbox);
  EXPECT_THAT(known(converted({folder_ / "todo.mbox"}), true), ElementsAreArray(expected));
  for (const std::string file : {"texts.jsonl", "warcio.warc.gz", "feedgen.rss", "feedgen.atom"}) {
    EXPECT_THAT(known(converted({data(file)}), true), ElementsAreArray(expected)) << file;
  }
  const std::vector<Text> first(texts_.begin(), texts_.begin() + 3);
  for (const std::string& ending : office_forms()) {
    std::vector<std::string> files;
    for (const Text& text : first) files.push_back(data(name(text, ending)));
    EXPECT_THAT(known(converted(files), true), ElementsAreArray(known(first, true))) << ending;
  }
}

TEST_F(FormsOfTexts, GiveTheSameStatements) {
  std::vector<std::string> inputs;
  std::set<std::string> untitled;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const Text& text = texts_[i];
    const bool office = i < office_forms().size();
    const auto& [ending, make] = forms_of_one()[i % forms_of_one().size()];
    const std::string file = office ? data(name(text, office_forms()[i])) : folder_ / name(text, ending);
    if (!office) test::write_text(file, make(text));
    if (!office && ending == "txt") untitled.insert(text.date);
    inputs.push_back(file);
  }
  const auto statements = [&](const std::vector<std::string>& from) {
    std::vector<std::string> arguments{"extract", "--quiet"};
    arguments.insert(arguments.end(), from.begin(), from.end());
    const test::Outcome run = test::run(arguments);
    EXPECT_EQ(run.code, 0) << run.err;
    std::vector<std::string> lines;
    for (const std::string& line : test::lines_of(run.out)) {
      Statement statement = statement_from_json(line);
      Evidence& evidence = statement.evidence;
      if (evidence.in_title && untitled.contains(evidence.date)) continue;
      evidence.document = "d";
      evidence.url = evidence.title = evidence.publisher = "";
      lines.push_back(to_json(statement));
    }
    return lines;
  };
  const std::vector<std::string> expected = statements({data("texts.jsonl")});
  EXPECT_GT(expected.size(), 60u);
  EXPECT_GT(
      std::ranges::count_if(expected, [](const std::string& line) { return line.starts_with(R"({"version":2)"); }), 10)
      << "statements of headlines";
  EXPECT_THAT(statements(inputs), ElementsAreArray(expected));
}

}  // namespace
}  // namespace trama
