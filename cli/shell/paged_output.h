// Results on a terminal: those that are longer than the screen go through a pager.
#pragma once

#include <cstddef>
#include <cstdio>
#include <ostream>
#include <streambuf>
#include <string>

namespace trama::cli {

// Holds back as many lines as the screen has. With more of them it starts the pager; else finish() writes them.
class PagedOutput : public std::streambuf {
 public:
  // Without `pager` all goes to `out`, which must outlive it.
  PagedOutput(std::ostream& out, std::string pager);
  ~PagedOutput() override;
  PagedOutput(const PagedOutput&) = delete;
  PagedOutput& operator=(const PagedOutput&) = delete;

  // Writes what was held back, or waits until the reader leaves the pager.
  void finish();

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;

 private:
  void write(const char* text, std::size_t size);
  void send(const char* text, std::size_t size);

  std::ostream& out_;
  std::string pager_;
  std::size_t screen_;
  std::string held_;
  std::size_t lines_ = 0;
  std::FILE* pipe_ = nullptr;
};

// $PAGER, or less if it is not set; empty if it is set to nothing.
std::string pager_command();

}  // namespace trama::cli
