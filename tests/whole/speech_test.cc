// Who says what, through the whole program: sources, who passed them on, speakers that the text leaves out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::statements;
using testing::Contains;

// "subject label object; source (through)" of each statement.
std::vector<std::string> read(const std::string& text) {
  std::vector<std::string> found;
  for (const Statement& statement : statements(text)) {
    std::string shown = test::shown(statement);
    if (statement.source && !statement.source->through.empty()) shown += " (" + statement.source->through + ")";
    found.push_back(shown);
  }
  return found;
}

TEST(Speech, WhoAsksIsTheSourceOfWhatIsAsked) {
  EXPECT_THAT(read("Ana Ruiz urgió a Brasil a enviar soldados a Haití."), Contains("Brasil enviar Haití; Ana Ruiz"));
}

TEST(Speech, WhoSpokeLastAsksWithoutASubject) {
  EXPECT_THAT(
      read("La ministra Ana Ruiz advirtió que el público en general no ayuda. Instó a Brasil a enviar soldados a "
           "Haití."),
      Contains("Brasil enviar Haití; Ana Ruiz"));
}

TEST(Speech, IInAQuotationIsWhoeverSpeaks) {
  EXPECT_THAT(read("«He pedido ayuda a Francia», dijo el presidente Luis Prado."),
              Contains("Luis Prado he pedido Francia; Luis Prado"));
}

TEST(Speech, WhoIsCitedSpeaksThroughWhoReports) {
  EXPECT_THAT(read("CNN dijo, citando fuentes chilenas, que Brasil atacó a Perú."),
              Contains("Brasil atacó Perú; fuentes chilenas (CNN)"));
}

TEST(Speech, WhoPassesItOnIsKept) {
  EXPECT_THAT(read("Marta Ríos añadió que Soltec prometió pagar a Brasil."),
              Contains("Soltec prometió pagar Brasil; Soltec (Marta Ríos)"));
}

TEST(Speech, WhoRefusesSaysNothing) {
  EXPECT_THAT(read("Marta Ríos dijo que Irán se negó a apoyar a Rusia."),
              Contains("Irán se negó a apoyar Rusia; Marta Ríos"));
}

TEST(Speech, IndirectQuestionsAreNoConditions) {
  const auto modality = [](const std::string& text) {
    const std::vector<Statement> found = statements(text);
    return found.empty() ? Modality::kDenied : found.front().modality;
  };
  EXPECT_EQ(modality("La ONU no pudo determinar si Israel atacó a Siria."), Modality::kPossible);
  EXPECT_EQ(modality("Si Israel ataca a Siria, nadie la defenderá."), Modality::kConditional);
}

// "dirigido a" names whom it is for, not who did it.
TEST(Speech, WhomAThingIsForDidNothing) {
  const std::string text =
      "El seminario, organizado por la Oficina de Prensa, está dirigido a funcionarios gubernamentales y periodistas.";
  for (const Statement& statement : statements(text)) EXPECT_NE(statement.subject.head_lemma, "funcionario");
}

}  // namespace
}  // namespace trama
