#include "documents/dates/dates.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trama {
namespace {

std::string day(const std::optional<FoundDate>& found) {
  if (!found) return "";
  return found->day + (found->ambiguous ? " ambiguous" : "");
}

TEST(Dates, AreReadAsTheWorldWritesThem) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2025-07-03", "2025-07-03"},
      {"2025-07-03T23:10:00-05:00", "2025-07-03"},
      {" 2025/7/3 ", "2025-07-03"},
      {"20250703", "2025-07-03"},
      {"20250703T101500Z", "2025-07-03"},
      {"20250703101500", "2025-07-03"},
      {"Thu, 03 Jul 2025 10:15:00 GMT", "2025-07-03"},
      {"Thu Jul  3 10:15:00 2025", ""},
      {"3 de julio de 2025", "2025-07-03"},
      {"Jueves, 3 de Julio del 2025, 10:15 h", "2025-07-03"},
      {"1 de setiembre de 2024", "2024-09-01"},
      {"July 3, 2025", "2025-07-03"},
      {"julio 3, 2025", "2025-07-03"},
      {"1751536800", "2025-07-03"},
      {"1751536800000", "2025-07-03"},
      {"1751536800.25", "2025-07-03"},
      {"25/12/2024 08:00", "2024-12-25"},
      {"12/25/2024", "2024-12-25"},
      {"05/06/2026", "2026-06-05 ambiguous"},
      {"05.05.2026", "2026-05-05"},
      {"31/02/2025", ""},
      {"2025-13-01", ""},
      {"ayer", ""},
      {"", ""},
      {"12345", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(day(parse_date(text)), expected) << text;
  EXPECT_EQ(day(parse_date("05/06/2026", DateOrder::kMonthFirst)), "2026-05-06 ambiguous");
}

TEST(Dates, AreFoundInAddresses) {
  EXPECT_EQ(day(find_date_in_address("https://diario.example/2025/07/03/economia/nota.html")), "2025-07-03");
  EXPECT_EQ(day(find_date_in_address("https://diario.example/nota-20250703.html?d=2001-01-01")), "2025-07-03");
  EXPECT_EQ(day(find_date_in_address("https://diario.example/2025-07-03-nota")), "2025-07-03");
  EXPECT_EQ(day(find_date_in_address("https://diario.example/nota/2025/07")), "");
  EXPECT_EQ(day(find_date_in_address("https://2025-07-03.example/nota/99999999")), "");
  EXPECT_EQ(day(find_date_in_address("https://diario.example")), "");
}

TEST(Dates, AreFoundInNamesOfFiles) {
  for (const std::string name : {"2025-07-03-nota.txt", "20250703.txt", "nota-2025-07-03.html", "nota_2025_07_03",
                                 "03-07-2025.txt", "03.07.2025.pdf"}) {
    EXPECT_EQ(find_date_in_name(name)->day, "2025-07-03") << name;
  }
  EXPECT_EQ(day(find_date_in_name("nota-12345678.txt")), "");
  EXPECT_EQ(day(find_date_in_name("acta-3-4.txt")), "");
}

TEST(Dates, AreFoundInDatelines) {
  EXPECT_EQ(day(find_dateline("Lima, 3 de julio de 2025 (Agencia Sur).- El ministro viajó.")), "2025-07-03");
  EXPECT_EQ(day(find_dateline("3 de julio de 2025\n\nEl ministro viajó.")), "2025-07-03");
  EXPECT_EQ(day(find_dateline("SAN JOSÉ, 3 jul 2025 — El ministro viajó.")), "2025-07-03");
  EXPECT_EQ(day(find_dateline("El ministro viajó a Lima el 3 de julio de 2025 con su equipo.")), "");
  EXPECT_EQ(day(find_dateline("Lima, 3 de julio (Agencia Sur).- El ministro viajó.")), "");
}

}  // namespace
}  // namespace trama
