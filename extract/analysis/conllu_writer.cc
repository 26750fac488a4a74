#include <ostream>
#include <string>
#include <utility>

#include "extract/analysis/conllu.h"

namespace trama {
namespace {

// One line's worth of text: control characters become spaces.
std::string tidy(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  }
  return out;
}

std::string column(std::string_view text) {
  return text.empty() ? "_" : tidy(text);
}

void append_misc(std::string& misc, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  if (!misc.empty()) misc += '|';
  misc.append(key).append("=").append(value);
}

std::string range(const Span& span) {
  return std::to_string(span.begin) + ":" + std::to_string(span.end);
}

// Tokens of a sentence: words, or multiword tokens in the place of theirs.
struct Surface {
  const MultiwordToken* multiword = nullptr;
  int first = 0;
  int last = 0;
};

std::vector<Surface> surface_tokens(const Sentence& sentence) {
  std::vector<Surface> tokens;
  auto multiword = sentence.multiword_tokens.begin();
  for (int i = 0; i < static_cast<int>(sentence.words.size());) {
    Surface token{nullptr, i, i};
    if (multiword != sentence.multiword_tokens.end() && multiword->first == i) {
      token = {&*multiword, i, multiword->last};
      ++multiword;
    }
    tokens.push_back(token);
    i = token.last + 1;
  }
  return tokens;
}

std::string_view form_of(const Sentence& sentence, const Surface& token) {
  return token.multiword ? token.multiword->form : sentence.words[token.first].form;
}

void append_word(const Sentence& sentence, int i, bool is_token, std::string& out) {
  const Word& word = sentence.words[i];
  std::string misc;
  append_misc(misc, "Entity", tidy(word.entity));
  append_misc(misc, "Func", tidy(word.func));
  if (is_token) {
    append_misc(misc, "SpaceAfter", word.space_after ? "" : "No");
    append_misc(misc, "TokenRange", range(word.span));
  }
  const bool attached = word.head >= 0 || !word.deprel.empty();
  out += std::to_string(i + 1) + '\t' + column(word.form) + '\t' + column(word.lemma) + '\t' + column(word.upos) +
         "\t_\t" + column(word.feats) + '\t' + (attached ? std::to_string(word.head + 1) : "_") + '\t' +
         column(word.deprel) + "\t_\t" + column(misc) + '\n';
}

void append_sentence(const Sentence& sentence, const std::string& id, std::string& out) {
  const std::vector<Surface> tokens = surface_tokens(sentence);
  if (sentence.paragraph_start) out += "# newpar\n";
  out += "# sent_id = " + id + "\n# text = ";
  for (const Surface& token : tokens) {
    out += tidy(form_of(sentence, token));
    if (token.last != tokens.back().last && sentence.words[token.last].space_after) out += ' ';
  }
  out += '\n';
  for (const Surface& token : tokens) {
    if (token.multiword != nullptr) {
      std::string misc;
      append_misc(misc, "SpaceAfter", sentence.words[token.last].space_after ? "" : "No");
      append_misc(misc, "TokenRange", range(token.multiword->span));
      out += std::to_string(token.first + 1) + '-' + std::to_string(token.last + 1) + '\t' +
             column(token.multiword->form) + "\t_\t_\t_\t_\t_\t_\t_\t" + misc + '\n';
    }
    for (int i = token.first; i <= token.last; ++i) append_word(sentence, i, token.multiword == nullptr, out);
  }
  out += '\n';
}

void write_sentences(const std::string& id, std::size_t number, const std::vector<Sentence>& sentences,
                     std::ostream& out) {
  std::string text;
  for (const Sentence& sentence : sentences) {
    ++number;
    if (sentence.words.empty()) continue;
    append_sentence(sentence, sentence.id.empty() ? id + "-s" + std::to_string(number) : tidy(sentence.id), text);
    out << text;
    text.clear();
  }
}

std::string document_line(const std::string& id) {
  return "# newdoc id = " + id + '\n';
}

}  // namespace

void write_conllu(const AnalyzedDocument& document, std::ostream& out) {
  const std::string id = tidy(document.document.id);
  out << document_line(id);
  write_sentences(id, 0, document.sentences, out);
}

void write_conllu(const DocumentPart& part, std::ostream& out) {
  const std::string id = tidy(part.id);
  if (part.first) out << document_line(id);
  write_sentences(id, part.sentences_before, part.sentences, out);
}

}  // namespace trama
