#include <cstdio>

#include "graph/store/store.h"

int main() {
  trama::Document document;
  document.id = "a";
  document.text = "Quito";
  const std::string hash = trama::Store::content_hash(document);
  if (hash.size() != 64) std::printf("expected 64 hexadecimal digits, found \"%s\"\n", hash.c_str());
  return hash.size() == 64 ? 0 : 1;
}
