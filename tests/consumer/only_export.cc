#include <cstdio>
#include <iostream>

#include "export/format.h"
#include "graph/model/graph.h"

int main() {
  const trama::Format* format = trama::find_format("svg");
  if (format == nullptr) {
    std::puts("no format svg");
    return 1;
  }
  trama::Output out("-", std::cout);
  format->write(trama::Graph(), {}, out);
  out.commit();
  return std::cout ? 0 : 1;
}
