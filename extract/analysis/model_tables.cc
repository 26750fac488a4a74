#include "extract/analysis/model_tables.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "extract/neural/json.h"

namespace trama {
namespace {

constexpr int kFloatFormat = 1;
constexpr int kFormat = 2;
constexpr int kSpecialChars = 4;
enum SpecialChar : std::int16_t { kUnknownChar = 1, kBeginChar = 2, kEndChar = 3 };
constexpr int kMaxChars = 30000;  // Rows of characters are 16-bit numbers.

using Value = json::Value;

// Labels are printed in CoNLL-U: they must keep its columns and lists apart.
std::vector<std::string> read_label_list(const JsonFields& fields, const char* key, bool list_items) {
  std::vector<std::string> labels = fields.texts(key);
  for (const std::string& label : labels) {
    const bool bad = std::any_of(label.begin(), label.end(), [&](char c) {
      return static_cast<unsigned char>(c) <= ' ' || (list_items && c == '|');
    });
    if (bad) fields.fail("'" + std::string(key) + "': '" + label + "' is no label");
  }
  if (labels.empty()) fields.fail("'" + std::string(key) + "' is empty");
  return labels;
}

Tag parse_tag(const std::string& label) {
  const std::size_t bar = label.find('|');
  return bar == std::string::npos ? Tag{label, ""} : Tag{label.substr(0, bar), label.substr(bar + 1)};
}

ModelSample read_sample(const Value& value, const std::string& where) {
  const JsonFields fields(value, where + ": selftest");
  ModelSample sample;
  sample.forms = fields.texts("forms");
  const std::pair<const char*, std::vector<std::string>*> columns[] = {{"tags", &sample.tags},
                                                                       {"lemmas", &sample.lemmas},
                                                                       {"deprels", &sample.deprels},
                                                                       {"funcs", &sample.funcs},
                                                                       {"entities", &sample.entities}};
  for (const auto& [key, column] : columns) {
    *column = fields.texts(key);
    if (column->size() != sample.forms.size()) fields.fail(std::string(key) + " and forms differ in length");
  }
  for (const Value& head : fields.array("heads").GetArray()) {
    if (!head.IsInt()) fields.fail("a head is no integer");
    sample.heads.push_back(head.GetInt());
  }
  if (sample.heads.size() != sample.forms.size()) fields.fail("heads and forms differ in length");
  return sample;
}

std::string to_json_text(const Value& value) {
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  value.Accept(writer);  // Recursive, but parse_json has limited the depth.
  return {buffer.GetString(), buffer.GetSize()};
}

std::u32string characters(std::string_view form) {
  std::u32string out;
  for (std::size_t i = 0; i < form.size();) out.push_back(decode_utf8(form, i));
  return out;
}

// Key of a form in the word table.
std::string word_key(std::u32string_view form) {
  std::string key;
  for (const char32_t c : form) {
    append_utf8(key, u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER ? U'0' : to_lower(c));
  }
  return key;
}

}  // namespace

ModelTables::ModelTables(const TensorFile& file, Precision precision) {
  const std::string where = file.path().string() + ": metadata";
  const json::Document document = parse_json(file.metadata("trama"), 16, where);
  const JsonFields fields(document, where);
  if (const std::string kind = fields.text("kind"); kind != "analysis") {
    fields.fail("kind '" + kind + "' where 'analysis' is expected");
  }
  const int format = fields.integer("format");
  if (format != kFormat && format != kFloatFormat) {
    throw Error(ErrorCode::kVersion, where + ": format " + std::to_string(format) +
                                         ", but this program reads formats " + std::to_string(kFloatFormat) + " and " +
                                         std::to_string(kFormat));
  }
  if (format == kFloatFormat && precision == Precision::kBytes) {
    throw Error(ErrorCode::kVersion,
                where + ": format " + std::to_string(format) + " has no weights in bytes: read it with --precision " +
                    "float, or make a file of format " + std::to_string(kFormat) + " of it with train/export.py");
  }
  version = fields.text("version");
  card = to_json_text(fields.get("card"));
  const Value& slope = fields.get("leak");
  if (!slope.IsNumber() || !std::isfinite(slope.GetFloat())) fields.fail("'leak' is no number");
  leak = slope.GetFloat();
  read_vocabulary(fields);
  read_labels(fields);
  read_lemmas(fields);
  for (const Value& sample : fields.array("selftest").GetArray()) samples.push_back(read_sample(sample, where));
}

void ModelTables::read_vocabulary(const JsonFields& fields) {
  for (const std::string& word : fields.texts("words")) words_.emplace(word, word_count_++);
  if (words_.size() != static_cast<std::size_t>(word_count_) || words_.erase("<mask>") == 0) {
    fields.fail("'words' lack '<mask>', or one is repeated");
  }
  for (const std::string& text : fields.texts("chars")) {
    const std::u32string character = characters(text);
    if (character.size() != 1) fields.fail("'chars': '" + text + "' is not one character");
    chars_.emplace(character[0], static_cast<int>(chars_.size()) + kSpecialChars);
  }
  if (chars_.size() != fields.array("chars").Size() || chars_.size() > kMaxChars) {
    fields.fail("'chars' are too many, or repeated");
  }
}

void ModelTables::read_labels(const JsonFields& fields) {
  for (const std::string& label : read_label_list(fields, "tags", false)) tags.push_back(parse_tag(label));
  deprels = read_label_list(fields, "deprels", false);
  funcs = read_label_list(fields, "funcs", true);
  entities = read_label_list(fields, "entities", true);
  const auto root = std::find(deprels.begin(), deprels.end(), "root");
  if (root == deprels.end() || deprels.size() < 2) fields.fail("'deprels' lack 'root', or another label");
  root_deprel_ = static_cast<int>(root - deprels.begin());
}

void ModelTables::read_lemmas(const JsonFields& fields) {
  for (const std::string& script : fields.texts("lemmas")) scripts_.emplace_back(script);
  if (scripts_.empty()) fields.fail("'lemmas' is empty");
  for (auto& [key, lemma] : fields.object("lexicon").text_members()) lexicon_.emplace(std::move(key), std::move(lemma));
  if (!fields.has("lemma_endings")) return;
  const JsonFields endings = fields.object("lemma_endings");
  for (const std::string& upos : endings.keys()) lemma_endings_.emplace(upos, endings.texts(upos));
}

LabelCounts ModelTables::counts() const {
  LabelCounts out;
  out.words = word_count_;
  out.chars = static_cast<int>(chars_.size()) + kSpecialChars;
  out.tags = static_cast<int>(tags.size());
  for (const Tag& tag : tags) out.choices_of_tag.push_back(lemma_endings_.count(tag.upos) != 0);
  out.lemmas = static_cast<int>(scripts_.size());
  out.deprels = static_cast<int>(deprels.size());
  out.root_deprel = root_deprel_;
  out.funcs = static_cast<int>(funcs.size());
  return out;
}

WordInput ModelTables::word_input(std::string_view form) const {
  const std::u32string text = characters(form);
  WordInput input;
  input.word = word_row(text);
  const auto push = [&](int row) { input.chars[input.char_count++] = static_cast<std::int16_t>(row); };
  push(kBeginChar);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.size() > kWordChars && i == kWordChars / 2) i = text.size() - kWordChars / 2;
    const auto found = chars_.find(text[i]);
    push(found == chars_.end() ? int{kUnknownChar} : found->second);
  }
  push(kEndChar);
  return input;
}

int ModelTables::word_row(std::u32string_view form) const {
  const auto found = words_.find(word_key(form));
  return found == words_.end() ? 0 : found->second;
}

std::string ModelTables::lemma(std::string_view form, const std::string& upos, const std::vector<int>& scripts) const {
  if (!lexicon_.empty()) {
    const auto found = lexicon_.find(to_lower(form) + '\t' + upos);
    if (found != lexicon_.end()) return found->second;
  }
  if (scripts.empty()) return std::string(form);
  if (const auto endings = lemma_endings_.find(upos); endings != lemma_endings_.end()) {
    for (const int script : scripts) {
      std::string lemma = scripts_[script].apply(form);
      const bool suits = std::any_of(endings->second.begin(), endings->second.end(),
                                     [&](const std::string& ending) { return lemma.ends_with(ending); });
      if (suits && word_row(characters(lemma)) != 0) return lemma;
    }
  }
  return scripts_[scripts.front()].apply(form);
}

}  // namespace trama
