#include "cli/texts/extraction.h"

#include <sha256.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "cli/detail.h"
#include "cli/process/resources.h"
#include "graph/model/detail.h"

namespace trama::cli {

void add_extraction_options(CommandLine& line, ExtractionOptions& options) {
  add_input_options(line, options.input);
  CLI::App& app = line.app();
  app.add_flag("--pretokenized{lines}", options.pretokenized,
               "The inputs are divided already: \"lines\" (the default) has one sentence per line, tokens separated by "
               "spaces, a blank line between documents; \"conllu\" is CoNLL-U, whose analysis is taken as it is (also "
               "without this option if the name ends in .conllu)")
      ->check(CLI::IsMember({"lines", "conllu"}));
  app.add_option("--metonymy", options.metonymy, "Whether \"Pyongyang\" acting as a government is Corea del Norte")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  app.add_option("--aliases", options.alias_files, "Your own table of names, read after the built-in one (repeatable)")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(CLI::ExistingFile);
  app.add_option("--min-confidence", options.min_confidence,
                 "Leave out statements less sure than this; 0 prints those too that are more often wrong than right")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  add_detail_option(app, options.detail);
}

std::vector<std::string> join_pretokenized(std::span<const std::string> arguments) {
  std::vector<std::string> joined;
  for (const std::string& argument : arguments) {
    if (!joined.empty() && joined.back() == "--pretokenized" && (argument == "lines" || argument == "conllu")) {
      joined.back() += "=" + argument;
    } else {
      joined.push_back(argument);
    }
  }
  return joined;
}

InputForm input_form(const ExtractionOptions& options) {
  if (options.pretokenized == "lines") return InputForm::kTokens;
  return options.pretokenized == "conllu" ? InputForm::kTrees : InputForm::kText;
}

namespace {

namespace fs = std::filesystem;
using Json = json::Writer<json::StringBuffer>;

std::string sha256(std::string_view bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> hexadecimal{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), hexadecimal.data());
  return hexadecimal.data();
}

// Of the names and hashes of all tables of a folder.
std::string sha256_of_tables(const fs::path& folder) {
  std::vector<std::string> lines;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".tsv") continue;
    lines.push_back(entry.path().filename().string() + ' ' + sha256(read_file(entry.path())) + '\n');
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  return sha256(all);
}

void write(Json& out, const char* key, const std::string& text) {
  out.Key(key);
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

// In their order: of two that contradict each other, the later one holds. Of a pipe, which can be read only once, null.
void write_hashes(Json& out, const char* key, const std::vector<fs::path>& files) {
  out.Key(key);
  out.StartArray();
  for (const fs::path& file : files) {
    if (fs::exists(file) && !fs::is_regular_file(file)) {
      out.Null();
    } else {
      out.String(sha256(read_file(file)).c_str());
    }
  }
  out.EndArray();
}

Extractor load_extractor(const ExtractionOptions& options) {
  ExtractorOptions extractor;
  extractor.metonymy = options.metonymy == "on";
  extractor.alias_files = options.alias_files;
  extractor.own_tables = own_tables();
  extractor.ranker = find_ranker();
  try {
    return Extractor::load(find_data_dir(), extractor);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kVersion) throw;
    throw Error(error.code(), std::string(error.what()) + "; TRAMA_OWN_TABLES=1 takes the tables as they are");
  }
}

}  // namespace

std::string made_by(const ExtractionOptions& options) {
  json::StringBuffer buffer;
  Json out(buffer);
  out.StartObject();
  write(out, "trama", TRAMA_VERSION);
  const InputForm form = input_form(options);
  const std::vector<std::string>& inputs = options.input.inputs;
  if (!std::ranges::all_of(inputs, [&](const std::string& input) { return is_tree_input(form, input); })) {
    const fs::path model = find_model(options.input.model);
    write(out, "model", model.stem().string());
    write(out, "model_sha256", sha256(read_file(model)));
    write(out, "precision", options.input.precision);
    write_hashes(out, "gazetteers", options.input.gazetteers);
  }
  write(out, "tables_sha256", sha256_of_tables(find_data_dir()));
  if (const fs::path ranker = find_ranker(); !ranker.empty()) {
    write(out, "ranker", ranker.stem().string());
    write(out, "ranker_sha256", sha256(read_file(ranker)));
  }
  write_hashes(out, "aliases", options.alias_files);
  write(out, "language", options.input.language);
  write(out, "pretokenized", options.pretokenized);
  write(out, "metonymy", options.metonymy);
  out.Key("min_confidence");
  out.Double(options.min_confidence);
  write(out, "detail", options.detail);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Extraction::Extraction(const ExtractionOptions& options, bool needs_analysis)
    : extractor_(load_extractor(options)),
      min_confidence_(options.min_confidence),
      min_salience_(least_salience(options.detail)) {
  if (needs_analysis) {
    const InputOptions& input = options.input;
    analyzer_.emplace(Analyzer::load(find_model(input.model), analyzer_options(input)));
  }
}

std::vector<Statement> Extraction::statements(const AnalyzedDocument& document) const {
  std::vector<Statement> statements = extractor_.statements(document);
  std::erase_if(statements, [&](const Statement& statement) {
    return statement.confidence < min_confidence_ || statement.salience < min_salience_;
  });
  return statements;
}

}  // namespace trama::cli
