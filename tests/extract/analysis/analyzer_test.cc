#include "extract/analysis/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>
#include <thread>

#include "base/error.h"
#include "extract/analysis/conllu.h"
#include "tests/extract/neural/tiny_model.h"

namespace trama {
namespace {

using test::TemporaryFile;
using test::TinyModel;
using ::testing::HasSubstr;

Sentence sentence_of(const std::vector<std::string>& forms) {
  Sentence sentence;
  for (const std::string& form : forms) {
    sentence.words.emplace_back();
    sentence.words.back().form = form;
  }
  return sentence;
}

std::string describe(const Sentence& sentence) {
  std::string out;
  for (const Word& w : sentence.words) {
    out += w.form + '/' + w.lemma + '/' + w.upos + '/' + w.feats + '/' + std::to_string(w.head) + '/' + w.deprel + '/' +
           w.func + '/' + w.entity + ' ';
  }
  return out;
}

void expect_tree(const Sentence& sentence) {
  const auto n = static_cast<int>(sentence.words.size());
  int roots = 0;
  for (int i = 0; i < n; ++i) {
    const Word& word = sentence.words[i];
    roots += word.head < 0 ? 1 : 0;
    EXPECT_EQ(word.head < 0, word.deprel == "root");
    int at = i, steps = 0;
    while (at >= 0 && steps <= n) {
      ASSERT_LT(at, n);
      at = sentence.words[at].head;
      ++steps;
    }
    EXPECT_LE(steps, n) << "a cycle";
  }
  EXPECT_EQ(roots, n > 0 ? 1 : 0);
}

Analyzer tiny_analyzer(const TinyModel& model = {}, const AnalyzerOptions& options = {}) {
  const TemporaryFile file(model.bytes());
  return Analyzer::load(file.path(), options);
}

// Sentences of many lengths, with words known and unknown, long and strange.
std::vector<Sentence> many_sentences() {
  const std::vector<std::string> forms = {
      "la", "casa", "Año", "2025", ".", "fue", "xyz", "ñandú", "😀", "a", std::string(1500, 'e'), "\xFF\xFE", "", "İ"};
  std::vector<Sentence> sentences;
  for (int i = 0; i < 90; ++i) {
    std::vector<std::string> words;
    for (int j = 0; j < (i * 7) % 41; ++j) words.push_back(forms[(i * 5 + j * j + j) % forms.size()]);
    sentences.push_back(sentence_of(words));
  }
  return sentences;
}

std::vector<Sentence*> pointers(std::vector<Sentence>& sentences) {
  std::vector<Sentence*> out;
  for (Sentence& s : sentences) out.push_back(&s);
  return out;
}

TEST(Analyzer, GivesEverySentenceATreeAndLegalNames) {
  std::vector<Sentence> sentences = many_sentences();
  tiny_analyzer().annotate(pointers(sentences));
  for (const Sentence& sentence : sentences) {
    expect_tree(sentence);
    std::string before;
    for (const Word& word : sentence.words) {
      EXPECT_FALSE(word.upos.empty());
      if (word.entity.starts_with("I-")) {
        EXPECT_EQ(before.substr(1), word.entity.substr(1));
      }
      before = word.entity;
    }
  }
}

TEST(Analyzer, ASentenceDoesNotDependOnItsNeighboursNorOnTheBatch) {
  std::vector<Sentence> together = many_sentences(), reversed = many_sentences();
  tiny_analyzer().annotate(pointers(together));
  std::reverse(reversed.begin(), reversed.end());
  tiny_analyzer({}, {.batch_words = 50}).annotate(pointers(reversed));
  std::reverse(reversed.begin(), reversed.end());
  const Analyzer analyzer = tiny_analyzer();
  std::vector<Sentence> alone = many_sentences();
  for (std::size_t i = 0; i < alone.size(); ++i) {
    Sentence* one = &alone[i];
    analyzer.annotate({&one, 1});
    EXPECT_EQ(describe(alone[i]), describe(together[i]));
    EXPECT_EQ(describe(reversed[i]), describe(together[i]));
  }
}

TEST(Analyzer, ThreadsShareOneAnalyzer) {
  const Analyzer analyzer = tiny_analyzer();
  std::vector<Sentence> expected = many_sentences();
  analyzer.annotate(pointers(expected));
  std::vector<std::vector<Sentence>> found(4, many_sentences());
  std::vector<std::thread> threads;
  for (std::vector<Sentence>& sentences : found) {
    threads.emplace_back([&] { analyzer.annotate(pointers(sentences)); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<Sentence>& sentences : found) {
    for (std::size_t i = 0; i < sentences.size(); ++i) EXPECT_EQ(describe(sentences[i]), describe(expected[i]));
  }
}

TEST(Analyzer, DocumentsAreSegmentedAndKept) {
  const std::vector<std::string> texts = {"La casa. El año 2025 fue largo.\n\nOtro párrafo.", "", "Una frase."};
  std::vector<Document> documents;
  for (const std::string& text : texts) {
    Document document;
    document.id = "d" + std::to_string(documents.size());
    document.text = text;
    documents.push_back(document);
  }
  const Analyzer analyzer = tiny_analyzer();
  const std::vector<AnalyzedDocument> together = analyzer.analyze(documents);
  ASSERT_EQ(together.size(), 3U);
  EXPECT_EQ(together[0].sentences.size(), 3U);
  EXPECT_TRUE(together[1].sentences.empty());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(together[i].document.id, documents[i].id);
    EXPECT_EQ(together[i].document.text, texts[i]);
    const AnalyzedDocument alone = std::move(analyzer.analyze({documents[i]}).front());
    std::ostringstream a, b;
    write_conllu(alone, a);
    write_conllu(together[i], b);
    EXPECT_EQ(a.str(), b.str());
  }
}

TEST(Analyzer, LongSentencesAreOneTree) {
  for (const int size : {512, 513, 2000}) {
    Sentence sentence = sentence_of(std::vector<std::string>(size, "casa"));
    Sentence* pointer = &sentence;
    tiny_analyzer().annotate({&pointer, 1});
    expect_tree(sentence);
  }
}

TEST(Analyzer, LeavesAloneWhatIsNotItsOwn) {
  Sentence sentence = sentence_of({"la", "casa"});
  sentence.words[0].span = {3, 5};
  sentence.words[0].space_after = false;
  sentence.id = "s1";
  Sentence empty;
  Sentence* both[] = {&sentence, &empty};
  tiny_analyzer().annotate(both);
  EXPECT_EQ(sentence.words[0].span, (Span{3, 5}));
  EXPECT_FALSE(sentence.words[0].space_after);
  EXPECT_EQ(sentence.id, "s1");
  EXPECT_TRUE(empty.words.empty());
}

TEST(Analyzer, LexiconWinsOverTheScript) {
  const std::string every_tag = R"({"fue\tX0":"ser","fue\tX1":"ser","fue\tPUNCT":"ser"})";
  TinyModel model;
  model.lexicon = every_tag;
  Sentence sentence = sentence_of({"Fue"});
  Sentence* pointer = &sentence;
  tiny_analyzer(model).annotate({&pointer, 1});
  EXPECT_EQ(sentence.words[0].lemma, "ser");
}

// Of what the tiny model's scripts can make of "Casa" ("casa", "xCaar", "ser", "caso") only "casa" is a known word.
TEST(Analyzer, LemmasOfSomeTagsMustBeKnownWordsWithTheirEnding) {
  TinyModel model;
  model.lexicon = "{}";
  model.lemma_endings = R"({"X0":["sa"],"X1":["sa"],"PUNCT":["sa"]})";
  for (const std::string form : {"Casa", "casa", "CASA"}) {
    Sentence sentence = sentence_of({form});
    Sentence* pointer = &sentence;
    tiny_analyzer(model).annotate({&pointer, 1});
    EXPECT_EQ(sentence.words[0].lemma, "casa") << form;
  }
  model.lemma_endings = "[]";
  EXPECT_THROW(tiny_analyzer(model), Error);
  model.lemma_endings = R"({"X0":"sa"})";
  EXPECT_THROW(tiny_analyzer(model), Error);
}

std::string sample_json(const Sentence& sentence, const std::string& wrong) {
  const Word& w = sentence.words[0];
  const auto field = [&](const std::string& key, const std::string& value) {
    return "\"" + key + "\":[\"" + (key == wrong ? "falso" : value) + "\"]";
  };
  const std::string entity = w.entity.empty() ? "O" : "S" + w.entity.substr(1);
  return "[{" + field("forms", w.form) + "," + field("tags", w.feats.empty() ? w.upos : w.upos + "|" + w.feats) + "," +
         field("lemmas", w.lemma) + "," + field("deprels", w.deprel) + "," + field("funcs", w.func) + "," +
         field("entities", entity) + ",\"heads\":[" + (wrong == "heads" ? "1" : "0") + "]}]";
}

TEST(Analyzer, SelfTestIsRunOnLoad) {
  Sentence sentence = sentence_of({"casa"});
  Sentence* pointer = &sentence;
  tiny_analyzer().annotate({&pointer, 1});
  TinyModel model;
  model.selftest = sample_json(sentence, "");
  EXPECT_EQ(tiny_analyzer(model).version(), "0.1");
  for (const char* wrong : {"tags", "lemmas", "heads", "deprels", "funcs", "entities"}) {
    model.selftest = sample_json(sentence, wrong);
    try {
      tiny_analyzer(model);
      ADD_FAILURE() << wrong;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_THAT(error.what(), HasSubstr("self-test 1, word 1 'casa'")) << wrong;
    }
  }
}

struct BadModel {
  const char* name;
  TinyModel model;
  ErrorCode code;
  const char* message;
};

TEST(Analyzer, UnfitModelsAreRefusedByName) {
  const std::vector<BadModel> cases = {
      {"a later format", {.format = "3"}, ErrorCode::kVersion, "format 3, but this program reads formats 1 and 2"},
      {"no bytes", {.format = "1"}, ErrorCode::kVersion, "format 1 has no weights in bytes"},
      {"no bytes of one tensor",
       {.float_tensor = "lstm.weight_ih_l1"},
       ErrorCode::kFormat,
       "'lstm.weight_ih_l1': floats where bytes are expected"},
      {"no bytes of the words",
       {.float_tensor = "embed.word"},
       ErrorCode::kFormat,
       "'embed.word': floats where bytes are expected"},
      {"no scale", {.skip_tensor = "tag.weight.scale"}, ErrorCode::kFormat, "'tag.weight.scale' is missing"},
      {"another kind", {.kind = "coref"}, ErrorCode::kFormat, "kind 'coref'"},
      {"format is text", {.format = "\"1\""}, ErrorCode::kFormat, "'format'"},
      {"a tensor too few", {.skip_tensor = "lstm.bias_hh_l1_reverse"}, ErrorCode::kFormat, "lstm.bias_hh_l1_reverse"},
      {"no second direction",
       {.skip_tensor = "lstm.weight_hh_l0_reverse"},
       ErrorCode::kFormat,
       "lstm.weight_hh_l0_reverse"},
      {"no names", {.skip_tensor = "crf.end"}, ErrorCode::kFormat, "crf.end"},
      {"a tensor too many", {.extra_tensor = "surprise"}, ErrorCode::kFormat, "'surprise' is not known"},
      {"lexicon is a list", {.lexicon = "[]"}, ErrorCode::kFormat, "lexicon"},
      {"self-test is no list", {.selftest = "{}"}, ErrorCode::kFormat, "selftest"},
      {"self-test of unequal lists",
       {.selftest = R"([{"forms":["a"],"tags":[],"lemmas":[],"heads":[],"deprels":[],"funcs":[],"entities":[]}])"},
       ErrorCode::kFormat,
       "differ in length"},
  };
  for (const BadModel& c : cases) {
    try {
      tiny_analyzer(c.model);
      ADD_FAILURE() << c.name << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), c.code) << c.name;
      EXPECT_THAT(error.what(), HasSubstr(c.message)) << c.name;
    }
  }
  EXPECT_THROW(tiny_analyzer({}, {.batch_words = 0}), Error);
}

TEST(Analyzer, EitherFormatCanBeReadWithFloats) {
  for (const char* format : {"1", "2"}) {
    std::vector<Sentence> sentences = many_sentences();
    tiny_analyzer({.format = format}, {.precision = AnalysisPrecision::kFloats}).annotate(pointers(sentences));
    for (const Sentence& sentence : sentences) expect_tree(sentence);
  }
}

// Every change either is noticed, or leaves all that is used as it was (a blank in the header, say).
TEST(Analyzer, DamagedModelsAreRefusedOrHarmless) {
  const std::string good = TinyModel{}.bytes();
  std::vector<Sentence> expected = many_sentences();
  tiny_analyzer().annotate(pointers(expected));
  const TemporaryFile file(good);
  for (std::size_t size = 0; size < good.size(); size += 97) {
    file.write(good.substr(0, size));
    EXPECT_THROW(Analyzer::load(file.path()), Error) << "cut off at " << size;
  }
  for (std::size_t i = 0; i < good.size(); i += 41) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
    file.write(bad);
    try {
      const Analyzer analyzer = Analyzer::load(file.path());
      std::vector<Sentence> sentences = many_sentences();
      analyzer.annotate(pointers(sentences));
      for (std::size_t s = 0; s < sentences.size(); ++s) EXPECT_EQ(describe(sentences[s]), describe(expected[s])) << i;
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace trama
