// Mood and person of regular forms, whatever the analysis says of them.
#include "extract/relations/repair_forms.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

std::string repaired(const std::string& form, const std::string& lemma, const std::string& feats,
                     const std::string& upos = "VERB") {
  Sentence sentence;
  sentence.words.emplace_back();
  Word& word = sentence.words.back();
  word.form = form;
  word.lemma = lemma;
  word.upos = upos;
  word.feats = feats;
  repair_forms(sentence);
  return sentence.words[0].feats;
}

const std::string kIndicative = "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";
const std::string kSubjunctive = "Mood=Sub|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";
const std::string kFirst = "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin";
const std::string kPast = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";

TEST(RepairForms, MoodsOfTheThreeConjugations) {
  EXPECT_EQ(repaired("exhortan", "exhortar", kSubjunctive), kIndicative);
  EXPECT_EQ(repaired("Exhorten", "exhortar", kIndicative), kSubjunctive);
  EXPECT_EQ(repaired("vendan", "vender", kIndicative), kSubjunctive);
  EXPECT_EQ(repaired("venden", "vender", kSubjunctive), kIndicative);
  EXPECT_EQ(repaired("devuelvan", "devolver", kIndicative), kSubjunctive);
  EXPECT_EQ(repaired("cuentan", "contar", kSubjunctive), kIndicative);
  EXPECT_EQ(repaired("permitan", "permitir", kIndicative), kSubjunctive);
}

TEST(RepairForms, FirstPersonOfThePresent) {
  EXPECT_EQ(repaired("agradezco", "agradecer", kPast), kFirst);
  EXPECT_EQ(repaired("apoyo", "apoyar", kPast), kFirst);
  EXPECT_EQ(repaired("apoyo", "apoyar", "VerbForm=Fin"), kFirst);
}

TEST(RepairForms, Pasts) {
  const std::string mine = "Mood=Ind|Number=Sing|Person=1|Tense=Past|VerbForm=Fin";
  EXPECT_EQ(repaired("visité", "visitar", kPast), mine);
  EXPECT_EQ(repaired("recibí", "recibir", kPast), mine);
  const std::string future = "Mood=Ind|Number=Sing|Person=3|Tense=Fut|VerbForm=Fin";
  const std::string wished = "Mood=Sub|Number=Sing|Person=3|Tense=Imp|VerbForm=Fin";
  EXPECT_EQ(repaired("rechazara", "rechazar", future), wished);
  EXPECT_EQ(repaired("recibiera", "recibir", future), wished);
  EXPECT_EQ(repaired("rechazará", "rechazar", future), future);
  EXPECT_EQ(repaired("visitaré", "visitar", "Mood=Ind|Number=Sing|Person=1|Tense=Fut|VerbForm=Fin"),
            "Mood=Ind|Number=Sing|Person=1|Tense=Fut|VerbForm=Fin");
}

TEST(RepairForms, FormsThatMayBeMoreThanOne) {
  const std::string mine = "Mood=Sub|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin";
  EXPECT_EQ(repaired("apoye", "apoyar", mine), mine);  // "que yo apoye", "que él apoye"
  const std::string command = "Mood=Imp|Number=Sing|Person=3|VerbForm=Fin";
  EXPECT_EQ(repaired("apoye", "apoyar", command), command);
}

TEST(RepairForms, WhatIsNoSuchFormStays) {
  EXPECT_EQ(repaired("apoyó", "apoyar", kPast), kPast);
  EXPECT_EQ(repaired("hizo", "hacer", kPast), kPast);
  EXPECT_EQ(repaired("dio", "dar", kPast), kPast);
  EXPECT_EQ(repaired("apoyo", "apoyo", "Gender=Masc|Number=Sing", "NOUN"), "Gender=Masc|Number=Sing");
  EXPECT_EQ(repaired("apoyar", "apoyar", "VerbForm=Inf"), "VerbForm=Inf");
}

}  // namespace
}  // namespace trama
