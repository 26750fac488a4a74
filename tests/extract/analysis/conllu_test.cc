#include "extract/analysis/conllu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"

namespace trama {
namespace {

using ::testing::HasSubstr;

std::vector<AnalyzedDocument> read(const std::string& text) {
  std::istringstream in(text);
  return read_conllu(in, "prueba");
}

std::string written(const AnalyzedDocument& document) {
  std::ostringstream out;
  write_conllu(document, out);
  return out.str();
}

const char* const kTwoDocuments =
    "# newdoc id = uno\n"
    "# newpar\n"
    "# sent_id = uno-s1\n"
    "# text = Ana fue al río.\n"
    "1\tAna\tAna\tPROPN\t_\tGender=Fem|Number=Sing\t2\tnsubj\t_\tEntity=B-PER|Func=SUJ|TokenRange=0:3\n"
    "2\tfue\tir\tVERB\t_\tVerbForm=Fin\t0\troot\t_\tTokenRange=4:7\n"
    "3-4\tal\t_\t_\t_\t_\t_\t_\t_\tTokenRange=8:10\n"
    "3\ta\ta\tADP\t_\t_\t5\tcase\t_\t_\n"
    "4\tel\tel\tDET\t_\t_\t5\tdet\t_\t_\n"
    "5\trío\trío\tNOUN\t_\t_\t2\tobl\t_\tFunc=CC|SpaceAfter=No|TokenRange=11:15\n"
    "6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\tTokenRange=15:16\n"
    "\n"
    "# sent_id = uno-s2\n"
    "# text = Verlo_ .\n"
    "1-2\tVerlo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=17:22\n"
    "1\tVer\tver\tVERB\t_\t_\t0\troot\t_\t_\n"
    "2\tlo\tél\tPRON\t_\t_\t1\tobj\t_\t_\n"
    "3\t_\t_\tSYM\t_\t_\t1\tpunct\t_\tTokenRange=22:23\n"
    "4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\tSpaceAfter=No|TokenRange=24:25\n"
    "\n"
    "# newpar\n"
    "# sent_id = uno-s3\n"
    "# text = Sí\n"
    "1\tSí\tsí\tINTJ\t_\t_\t0\troot\t_\tTokenRange=27:30\n"
    "\n";

TEST(Conllu, WhatIsReadIsWrittenAsItWas) {
  const std::string two = std::string(kTwoDocuments) +
                          "# newdoc id = dos\n# newpar\n# sent_id = x\n# text = No\n"
                          "1\tNo\tno\tADV\t_\t_\t0\troot\t_\tTokenRange=0:2\n\n";
  const std::vector<AnalyzedDocument> documents = read(two);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(written(documents[0]) + written(documents[1]), two);
}

TEST(Conllu, TextIsRebuiltAndSpansPointIntoIt) {
  const AnalyzedDocument document = read(kTwoDocuments).front();
  EXPECT_EQ(document.document.id, "uno");
  EXPECT_EQ(document.document.text, "Ana fue al río. Verlo_ .\n\nSí");
  for (const Sentence& sentence : document.sentences) {
    EXPECT_EQ(sentence.span.begin, sentence.words.front().span.begin);
    EXPECT_EQ(sentence.span.end, sentence.words.back().span.end);
  }
  const Sentence& first = document.sentences[0];
  EXPECT_EQ(first.words[4].span.of(document.document.text), "río");
  EXPECT_EQ(first.words[2].span.of(document.document.text), "al");
  EXPECT_EQ(first.words[2].span, first.words[3].span);
  ASSERT_EQ(first.multiword_tokens.size(), 1U);
  EXPECT_EQ(first.multiword_tokens[0].first, 2);
  EXPECT_EQ(first.multiword_tokens[0].last, 3);
  EXPECT_EQ(first.words[1].head, -1);
  EXPECT_EQ(first.words[0].head, 1);
  EXPECT_EQ(first.words[0].func, "SUJ");
  EXPECT_EQ(first.words[0].entity, "B-PER");
  EXPECT_FALSE(first.words[4].space_after);
  EXPECT_TRUE(first.paragraph_start);
  EXPECT_FALSE(document.sentences[1].paragraph_start);
  EXPECT_EQ(document.sentences[1].words[2].form, "_");
  EXPECT_EQ(document.sentences[1].words[2].lemma, "_");
}

TEST(Conllu, DocumentsWithoutAnIdAreNamed) {
  const std::string word = "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n";
  EXPECT_EQ(read(word).front().document.id, "prueba");
  const std::vector<AnalyzedDocument> documents =
      read("# newdoc\n" + word + word + "# newdoc\n" + word + "#newdoc id=z\n" + word);
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].document.id, "prueba");
  EXPECT_EQ(documents[0].sentences.size(), 2U);
  EXPECT_EQ(documents[1].document.id, "prueba#2");
  EXPECT_EQ(documents[2].document.id, "z");
}

TEST(Conllu, TolerantOfWhatOtherProgramsWrite) {
  const std::vector<std::string> inputs = {
      "\xEF\xBB\xBF# newdoc id = d\r\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n",  // BOM, CRLF, tokens only
      "\n\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_",                                  // no final line ends
      "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n1.1\tb\tb\tX\t_\t_\t_\t_\t1:x\t_\n",  // empty node
      "# text = a\n# global.columns = ID\n1\ta\ta\tX\t_\t_\t0\troot\t_\tA=b|SpaceAfter=No|Lang=es\n\n",
  };
  for (const std::string& input : inputs) {
    const std::vector<AnalyzedDocument> documents = read(input);
    ASSERT_EQ(documents.size(), 1U) << input;
    ASSERT_EQ(documents[0].sentences.size(), 1U) << input;
    EXPECT_EQ(documents[0].sentences[0].words.size(), 1U) << input;
    EXPECT_EQ(documents[0].document.text, "a");
  }
  EXPECT_TRUE(read("").empty());
  EXPECT_TRUE(read("\n\n# newdoc id = leer\n\n").empty());
}

TEST(Conllu, BadInputIsRefusedWithItsLine) {
  const std::string good = "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {good + "2\tb\tb\tX\t_\t_\t1\tobj\t_\n", "prueba:2: a line without exactly 10 columns"},
      {"1\ta\ta\tX\t_\t_\t0\troot\t_\t_\tx\n", "10 columns"},
      {"1 a a X _ _ 0 root _ _\n", "10 columns"},
      {good + good, "prueba:2: a word out of order"},
      {"2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", "out of order"},
      {"x\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", "'x'"},
      {"99999999999\ta\ta\tX\t_\t_\t0\troot\t_\t_\n", "99999999999"},
      {"1\t\ta\tX\t_\t_\t0\troot\t_\t_\n", "empty form"},
      {"1\ta\ta\tX\t_\t_\t-1\troot\t_\t_\n", "a head"},
      {"1\ta\ta\tX\t_\t_\t2\troot\t_\t_\n\n", "beyond the end"},
      {"1\ta\ta\tX\t_\t_\t1\troot\t_\t_\n\n", "cycle"},
      {"1\ta\ta\tX\t_\t_\t2\tx\t_\t_\n2\ta\ta\tX\t_\t_\t1\tx\t_\t_\n\n", "cycle"},
      {"1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + good + "\n", "reaches beyond"},
      {"1-2147483647\tab\t_\t_\t_\t_\t_\t_\t_\t_\n" + good + "\n", "reaches beyond"},
      {"2-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", "out of place"},
      {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", "out of place"},
      {"1\t\xFF\ta\tX\t_\t_\t0\troot\t_\t_\n", "UTF-8"},
      {"1\t" + std::string(2'000'000, 'a') + "\n", "million bytes"},
  };
  for (const auto& [text, message] : cases) {
    try {
      read(text);
      ADD_FAILURE() << text.substr(0, 80);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_THAT(error.what(), HasSubstr(message));
    }
  }
}

TEST(Conllu, NothingInATextBreaksTheColumns) {
  AnalyzedDocument document;
  document.document.id = "a\nb\tc";
  document.document.text = "x";
  Sentence sentence;
  sentence.id = "s\n1\tz";
  Word word;
  word.form = "u\tv\nw\r";
  word.lemma = "\n";
  word.entity = "B-P\tR";
  sentence.words = {word};
  document.sentences = {sentence, Sentence{}};
  const std::vector<AnalyzedDocument> again = read(written(document));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].document.id, "a b c");
  ASSERT_EQ(again[0].sentences.size(), 1U);
  EXPECT_EQ(again[0].sentences[0].id, "s 1 z");
  EXPECT_EQ(again[0].sentences[0].words[0].form, "u v w ");
}

}  // namespace
}  // namespace trama
