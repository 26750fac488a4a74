// Who says what, through the whole program: sources, who passed them on, speakers that the text leaves out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/statement_json.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using testing::Contains;

std::vector<Statement> statements(const std::string& text) {
  const test::TempFolder folder;
  write_file(folder / "text.txt", text);
  std::istringstream lines(test::run_shell("trama extract --quiet text.txt", folder).out);
  std::vector<Statement> found;
  for (std::string line; std::getline(lines, line);) found.push_back(statement_from_json(line));
  return found;
}

// "subject label object; source (through)" of each statement.
std::vector<std::string> read(const std::string& text) {
  std::vector<std::string> found;
  for (const Statement& statement : statements(text)) {
    std::string shown =
        statement.subject.canonical + " " + statement.relation.label + " " + statement.object.canonical + ";";
    if (statement.source) shown += " " + statement.source->who.canonical;
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
