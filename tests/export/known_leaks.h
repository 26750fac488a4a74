// What the libraries behind Graphviz never free, so that the leak checker can look for leaks of ours. Included once in
// every test program that draws. (Graphs that are not closed are still found: they are memory of libcgraph.)
#pragma once

extern "C" const char* __lsan_default_suppressions() {  // Called by LeakSanitizer, if there is one.
  return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:gmalloc\n";
}
