#include "documents/document_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/files.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

void write_gzip(const fs::path& path, const std::string& content) {
  gzFile file = gzopen(path.c_str(), "wb9");
  ASSERT_NE(file, nullptr);
  for (std::size_t at = 0; at < content.size();) {
    const unsigned size = static_cast<unsigned>(std::min<std::size_t>(content.size() - at, 1u << 20));
    ASSERT_EQ(gzwrite(file, content.data() + at, size), static_cast<int>(size));
    at += size;
  }
  gzclose(file);
}

class DocumentReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string put(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    write_file(folder_ / name, content);
    return (folder_ / name).string();
  }
  std::string put_gzip(const std::string& name, const std::string& content) {
    write_gzip(folder_ / name, content);
    return (folder_ / name).string();
  }

  // Reads everything; problems as "where|message|skipped" or "…|warning" without the folder.
  void read(const std::vector<std::string>& inputs, const std::string& standard_input = "") {
    documents_.clear();
    problems_.clear();
    std::istringstream in(standard_input);
    DocumentReader reader(inputs, in, [&](const ReadProblem& problem) {
      problems_.push_back(relative(problem.where) + "|" + problem.message +
                          (problem.skipped ? "|skipped" : "|warning"));
    });
    while (auto document = reader.next()) {
      document->id = relative(document->id);
      documents_.push_back(std::move(*document));
    }
  }
  std::string relative(std::string path) const {
    const std::string prefix = folder_.string() + "/";
    return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
  }
  std::vector<std::string> ids() const { return fields(&Document::id); }
  std::vector<std::string> texts() const { return fields(&Document::text); }
  std::vector<std::string> fields(std::string Document::*field) const {
    std::vector<std::string> out;
    for (const Document& document : documents_) out.push_back(document.*field);
    return out;
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) /
      ("trama_reader_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
       std::to_string(getpid()));
  std::vector<Document> documents_;
  std::vector<std::string> problems_;
};

TEST_F(DocumentReaderTest, ReadsTextFiles) {
  read({put("2025-07-02-ayuda.txt", "Título\n\nTexto con ñ.\r\n"), put("notas.raro", "\uFEFFOtro"),
        put("2025-02-30.txt", "x")});
  EXPECT_THAT(ids(), ElementsAre("2025-07-02-ayuda.txt", "notas.raro", "2025-02-30.txt"));
  EXPECT_THAT(texts(), ElementsAre("Título\n\nTexto con ñ.\r\n", "\uFEFFOtro", "x"));
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-02", "", ""));
  EXPECT_THAT(fields(&Document::title), ElementsAre("", "", ""));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(DocumentReaderTest, ReadsDirectoriesInTheOrderOfPaths) {
  put("b.txt", "2");
  put("a/z.jsonl", R"({"text":"1"})");
  put("c/d/e.TXT", "3");
  put("c/imagen.png", "no");
  put("c/datos.bin", std::string("\x89PNG\r\n\x1a\n", 8));
  put("c/f.json", R"({"id":"J","text":"4"})");
  put_gzip("d.txt.gz", "5");
  read({folder_.string()});
  EXPECT_THAT(ids(), ElementsAre("a/z.jsonl:1", "b.txt", "c/d/e.TXT", "J", "d.txt.gz"));
  EXPECT_THAT(texts(), ElementsAre("1", "2", "3", "4", "5"));
  EXPECT_THAT(problems_, ElementsAre("c/datos.bin|PNG image|skipped", "c/imagen.png|picture|skipped"));
}

TEST_F(DocumentReaderTest, ReadsAllFieldsOfJsonLines) {
  read({put(
      "a.jsonl",
      "\uFEFF{\"id\":\"x-1\",\"title\":\" Un \\n título \",\"text\":\"Uno.\\nDos "
      "\\u00f1\",\"date\":\"2025-07-02T10:00:00Z\","
      "\"url\":\"https://a.es/1\",\"source\":\"EFE\",\"tags\":[{\"text\":\"no\"}],\"n\":12345678901234567890123}\r\n"
      "\n"
      "{\"text\":\"tres\",\"id\":17,\"title\":null,\"date\":\"2024-02-29\"}\n"
      "{\"text\":\"cuatro\"}")});
  EXPECT_THAT(ids(), ElementsAre("x-1", "17", "a.jsonl:4"));
  EXPECT_THAT(texts(), ElementsAre("Uno.\nDos ñ", "tres", "cuatro"));
  EXPECT_EQ(documents_[0].title, "Un título");
  EXPECT_EQ(documents_[0].url, "https://a.es/1");
  EXPECT_EQ(documents_[0].source, "EFE");
  EXPECT_THAT(fields(&Document::date), ElementsAre("2025-07-02", "2024-02-29", ""));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(DocumentReaderTest, PassesOverBrokenLinesAndGoesOn) {
  read({put("a.jsonl",
            "{\"text\":\"uno\"}\n"
            "{\"text\":\"dos\"\n"
            "[1]\n"
            "\"tres\"\n"
            "{\"text\":\" \\n \"}\n"
            "{\"id\":\"sin\"}\n"
            "{\"text\":[\"Siete.\",\"Y más.\"]}\n"
            "{\"text\":\"\\ud800\"}\n"
            "{\"text\":\"ocho\"} sobra\n"
            "{\"text\":\"nueve\",\"date\":\"ayer\"}\n")});
  EXPECT_THAT(texts(), ElementsAre("uno", "Siete.\n\nY más.", "nueve"));
  EXPECT_THAT(problems_,
              ElementsAre(HasSubstr("a.jsonl:2|not valid JSON at byte"), "a.jsonl:3|not a JSON object|skipped",
                          "a.jsonl:4|not a JSON object|skipped", HasSubstr("a.jsonl:5|no text"),
                          HasSubstr("a.jsonl:6|no text: it has id; a text would be called text, body"),
                          HasSubstr("a.jsonl:8|not valid JSON"), HasSubstr("a.jsonl:9|not valid JSON"),
                          "a.jsonl:10|not a date: \"ayer\"|warning"));
}

TEST_F(DocumentReaderTest, ReadsJsonFilesOfObjectsAndArrays) {
  read({put("uno.json", "\uFEFF\n{\n \"text\": \"a } \\\" ]\"\n}\n"),
        put("lista.json",
            R"([{"text":"b"}, {"id":"C","text":"c","x":{"text":"no","y":[[]]}},{"text":]} ,{"text":"e"}])"),
        put("filas.json", "{\"text\":\"f\"}\n{\"text\":\"g\"}\n"), put("vacio.json", " [ ] ")});
  EXPECT_THAT(ids(), ElementsAre("uno.json#1", "lista.json#1", "C", "lista.json#4", "filas.json#1", "filas.json#2"));
  EXPECT_THAT(texts(), ElementsAre("a } \" ]", "b", "c", "e", "f", "g"));
  EXPECT_THAT(problems_,
              ElementsAre(HasSubstr("lista.json#3|not valid JSON"), "vacio.json|no documents in it|skipped"));

  read({put("cortado.json", R"([{"text":"a"},{"text":"b)"), put("texto.json", "hola"), put("cierra.json", "]")});
  EXPECT_THAT(texts(), ElementsAre("a"));
  EXPECT_THAT(problems_,
              ElementsAre(HasSubstr("cortado.json#2|not valid JSON"), HasSubstr("texto.json#1|not valid JSON"),
                          HasSubstr("cierra.json#1|not valid JSON")));
}

TEST_F(DocumentReaderTest, ReadsPackedFiles) {
  read({put_gzip("a.txt.gz", "uno"), put_gzip("b.jsonl.gz", "{\"text\":\"dos\"}\n{\"text\":\"tres\"}"),
        put_gzip("c.json.gz", "[{\"text\":\"cuatro\"}]")});
  EXPECT_THAT(ids(), ElementsAre("a.txt.gz", "b.jsonl.gz:1", "b.jsonl.gz:2", "c.json.gz#1"));
  EXPECT_THAT(texts(), ElementsAre("uno", "dos", "tres", "cuatro"));
}

TEST_F(DocumentReaderTest, ReportsPackedFilesThatAreDamaged) {
  const std::string path = put_gzip("a.jsonl.gz", "{\"text\":\"uno\"}\n{\"text\":\"dos\"}\n");
  const std::string bytes = read_file(path);
  read({put("b.jsonl.gz", bytes.substr(0, bytes.size() - 9)), put("c.txt", "sigue")});
  EXPECT_THAT(texts(), testing::Contains("sigue"));
  EXPECT_THAT(problems_, ElementsAre("b.jsonl.gz|the gzip data are cut off|skipped"));
}

TEST_F(DocumentReaderTest, ConvertsOlderEncodings) {
  read({put("latin.txt",
            "El a\xF1o pas\xF3 \x93"
            "as\xED\x94"),
        put("utf16.txt", std::string("\xFF\xFE\xF1\0o\0", 6)), put("roto.txt", "ñandú y año, \xFF aquí"),
        put("latin.jsonl", "{\"text\":\"a\xF1o\"}\n"), put("latin.json", "[{\"text\":\"a\xF1o\"}]"),
        put("utf16.jsonl", std::string("\xFF\xFE{\0}\0", 6))});
  EXPECT_THAT(texts(), ElementsAre("El año pasó “así”", "ño", "ñandú y año, \uFFFD aquí", "año", "año"));
  EXPECT_THAT(problems_, ElementsAre("latin.txt|not UTF-8, read as Windows-1252|warning",
                                     "roto.txt|1 invalid sequences of bytes became U+FFFD|warning",
                                     "latin.jsonl:1|not UTF-8, read as Windows-1252|warning",
                                     "latin.json#1|not UTF-8, read as Windows-1252|warning",
                                     "utf16.jsonl|JSON in UTF-16: convert it to UTF-8|skipped"));
}

TEST_F(DocumentReaderTest, PassesOverWhatIsNoText) {
  read({put("a.txt", std::string("\x7F"
                                 "ELF\0\1\2",
                                 7)),
        put("b.txt", "%PDF-1.4 abc"), put("c.txt", " \n\t\n"), put("d.txt", ""), put("e.txt", "\uFEFF"),
        put("f.txt", "bien")});
  EXPECT_THAT(texts(), ElementsAre("bien"));
  EXPECT_THAT(problems_, ElementsAre("a.txt|program|skipped", "b.txt|a PDF that is damaged|skipped",
                                     "c.txt|no text|skipped", "d.txt|no text|skipped", "e.txt|no text|skipped"));
}

TEST_F(DocumentReaderTest, KeepsToTheLimitOfSize) {
  const std::string large(kMaxDocumentBytes + 1, 'a');
  read({put_gzip("a.txt.gz", large), put_gzip("b.jsonl.gz", "{\"text\":\"" + large + "\"}\n{\"text\":\"b\"}\n"),
        put_gzip("c.jsonl.gz", std::string(100'000'000, ' ') + "\n{\"text\":\"c\"}\n"),
        put_gzip("d.json.gz", "[{\"text\":\"" + large + large + "\"},{\"text\":\"d\"}]"),
        put_gzip("e.txt.gz", large.substr(1))});
  EXPECT_THAT(ids(), ElementsAre("b.jsonl.gz:2", "c.jsonl.gz:2", "d.json.gz#2", "e.txt.gz"));
  EXPECT_THAT(problems_, ElementsAre("a.txt.gz|larger than 8 MiB: divide it into its articles; trama analyze reads "
                                     "text files of any length|skipped",
                                     "b.jsonl.gz:1|larger than 8 MiB: divide it into its articles; trama analyze reads "
                                     "text files of any length|skipped",
                                     "c.jsonl.gz:1|larger than 8 MiB: divide it into its articles; trama analyze reads "
                                     "text files of any length|skipped",
                                     "d.json.gz#1|larger than 8 MiB: divide it into its articles; trama analyze reads "
                                     "text files of any length|skipped"));
}

TEST_F(DocumentReaderTest, GivesTextFilesOfAnyLengthInPieces) {
  std::string large = "\n\n  ";
  while (large.size() < 2 * kMaxDocumentBytes) large += "El año y la niña. ";
  std::istringstream in;
  std::vector<std::string> messages;
  DocumentReader reader({put_gzip("2025-07-02.txt.gz", large), put("b.jsonl", R"({"id":"b","text":"dos"})"),
                         put("vacio.txt", std::string(100'000, '\n')), put("c.txt", "tres")},
                        in, [&](const ReadProblem& problem) { messages.push_back(problem.message); });
  std::vector<std::string> found, whole;
  std::size_t end = 0;
  while (const auto piece = reader.next_piece()) {
    if (piece->first) {
      found.push_back(relative(piece->document.id) + "|" + piece->document.date);
      whole.emplace_back(piece->offset, '\n');
      end = piece->offset;
    }
    EXPECT_EQ(piece->offset, end);
    EXPECT_LT(piece->document.text.size(), 100'000u);
    whole.back() += piece->document.text;
    end += piece->document.text.size();
  }
  EXPECT_THAT(found, ElementsAre("2025-07-02.txt.gz|2025-07-02", "b|", "c.txt|"));
  EXPECT_TRUE(whole[0] == large);
  EXPECT_EQ(whole[1] + whole[2], "dostres");
  EXPECT_THAT(messages, ElementsAre("no text"));
}

TEST_F(DocumentReaderTest, KeepsWhatItCouldReadOfADamagedFile) {
  const std::string path = put_gzip("a.txt.gz", std::string(100'000, 'a') + "\n" + std::string(100'000, 'b'));
  const std::string bytes = read_file(path);
  write_file(path, bytes.substr(0, bytes.size() - 10));
  std::istringstream in;
  std::vector<std::string> messages;
  DocumentReader reader({path}, in, [&](const ReadProblem& problem) { messages.push_back(problem.message); });
  bool last = false;
  while (const auto piece = reader.next_piece()) last = piece->last;
  EXPECT_TRUE(last);
  EXPECT_THAT(messages, ElementsAre("the gzip data are cut off; what was read of it is kept"));
}

TEST_F(DocumentReaderTest, StandsDeepNesting) {
  const std::string open(3'000'000, '['), close(3'000'000, ']');
  std::string objects;
  for (int i = 0; i < 500'000; ++i) objects += "{\"a\":";
  read({put("a.jsonl", "{\"text\":\"x\",\"y\":" + open + close + "}\n" + objects + "\n" + open + "\n{\"text\":\"sí\"}"),
        put("b.json", "{\"text\":\"x\",\"y\":" + open + close + "}"), put("c.json", open), put("d.json", objects)});
  EXPECT_THAT(texts(), ElementsAre("sí"));
  EXPECT_THAT(problems_, ElementsAre("a.jsonl:1|nested too deeply|skipped", "a.jsonl:2|nested too deeply|skipped",
                                     "a.jsonl:3|not a JSON object|skipped", "b.json#1|nested too deeply|skipped",
                                     HasSubstr("c.json#1|not valid JSON"), HasSubstr("d.json#1|not valid JSON")));
}

TEST_F(DocumentReaderTest, KeepsControlCharactersOutOfFields) {
  read({put("a.jsonl", R"({"id":"a\tb\u0000\nc","title":"x\u001b[31my","text":"uno\u0000dos\tt","url":"u\r\nv"})")});
  ASSERT_EQ(documents_.size(), 1u);
  EXPECT_EQ(documents_[0].id, "a b c");
  EXPECT_EQ(documents_[0].title, "x [31my");
  EXPECT_EQ(documents_[0].text, "uno dos\tt");
  EXPECT_EQ(documents_[0].url, "u v");
}

TEST_F(DocumentReaderTest, ReadsStandardInput) {
  read({"-"}, "  \n{\"text\":\"uno\"}\n{\"id\":\"2\",\"text\":\"dos\"}");
  EXPECT_THAT(ids(), ElementsAre("stdin:2", "2"));
  EXPECT_THAT(texts(), ElementsAre("uno", "dos"));
  read({put("a.txt", "antes"), "-"}, "Un texto {llano}.");
  EXPECT_THAT(ids(), ElementsAre("a.txt", "stdin"));
  EXPECT_THAT(texts(), ElementsAre("antes", "Un texto {llano}."));
  read({"-"}, read_file(put_gzip("b.gz", "{\"text\":\"tres\"}")));
  EXPECT_THAT(texts(), ElementsAre("tres"));
  read({"-"}, "");
  EXPECT_THAT(documents_, IsEmpty());
  EXPECT_THAT(problems_, ElementsAre("stdin|no text|skipped"));
}

TEST_F(DocumentReaderTest, RefusesMissingOperandsAtOnce) {
  std::istringstream in;
  try {
    DocumentReader({put("a.txt", "x"), (folder_ / "no.txt").string()}, in, nullptr);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_THAT(error.what(), HasSubstr("no.txt"));
  }
}

TEST_F(DocumentReaderTest, ReportsFilesThatVanish) {
  const std::string a = put("a.txt", "a"), b = put("b.txt", "b");
  std::istringstream in;
  std::vector<std::string> messages;
  DocumentReader reader({a, b}, in, [&](const ReadProblem& problem) { messages.push_back(problem.message); });
  fs::remove(folder_ / "a.txt");
  const auto document = reader.next();
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->text, "b");
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_THAT(messages, ElementsAre(HasSubstr("cannot open")));
}

}  // namespace
}  // namespace trama
