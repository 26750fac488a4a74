// By libedit.
#include "cli/shell/line_editor.h"

#include <fcntl.h>
#include <histedit.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "base/utf8.h"
#include "cli/shell/messages.h"

namespace trama::cli {

namespace {

constexpr int kHistoryLength = 2000;
constexpr std::size_t kMostShown = 60;  // Candidates that are listed; how many there are is told.

// libedit reads characters as the locale has them; in one that has no UTF-8 it would not let accents through.
void use_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX < 4) std::setlocale(LC_CTYPE, "C.UTF-8");
}

std::size_t terminal_columns() {
  struct winsize size {};
  return ::ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) decode_utf8(text, at);
  return count;
}

// In columns, as far as kMostShown reach.
std::string listed(const std::vector<std::string>& candidates) {
  std::size_t widest = 1;
  const std::size_t shown = std::min(candidates.size(), kMostShown);
  for (std::size_t i = 0; i < shown; ++i) widest = std::max(widest, character_count(candidates[i]));
  const std::size_t columns = std::max<std::size_t>(1, terminal_columns() / (widest + 2));
  std::string text = "\n";
  for (std::size_t i = 0; i < shown; ++i) {
    text += candidates[i];
    const bool last = (i + 1) % columns == 0 || i + 1 == shown;
    text += last ? "\n" : std::string(widest + 2 - character_count(candidates[i]), ' ');
  }
  if (shown < candidates.size()) {
    text += told(shell_messages().many_candidates, std::to_string(candidates.size())) + "\n";
  }
  return text;
}

}  // namespace

struct LineEditor::Impl {
  Impl(std::filesystem::path file, Complete complete_line)
      : history_path(std::move(file)), complete(std::move(complete_line)) {
    use_utf8();
    out = ::isatty(STDOUT_FILENO) == 1 ? stdout : stderr;
    edit = el_init("trama", stdin, out, stderr);
    past = history_init();
    HistEvent event;
    history(past, &event, H_SETSIZE, kHistoryLength);
    history(past, &event, H_SETUNIQUE, 1);
    if (!history_path.empty()) history(past, &event, H_LOAD, history_path.c_str());
    el_set(edit, EL_CLIENTDATA, this);
    el_set(edit, EL_EDITOR, "emacs");
    el_set(edit, EL_HIST, history, past);
    el_set(edit, EL_SIGNAL, 0);
    el_set(edit, EL_PROMPT, &Impl::show_prompt);
    // el_set would keep copies of these names for good (libedit 3.1-20221030).
    el_wset(edit, EL_ADDFN, L"trama-complete", L"completes the word", &Impl::complete_word);
    el_wset(edit, EL_ADDFN, L"trama-cancel", L"gives the line up", &Impl::cancel);
    el_set(edit, EL_BIND, "^I", "trama-complete", nullptr);
    el_set(edit, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_set(edit, EL_SETTY, "-d", "-isig", nullptr);  // While a line is edited, Ctrl-C is a key like others.
    el_set(edit, EL_BIND, "^C", "trama-cancel", nullptr);
  }
  ~Impl() {
    history_end(past);
    el_end(edit);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static Impl& of(EditLine* edit) {
    Impl* impl = nullptr;
    el_get(edit, EL_CLIENTDATA, &impl);
    return *impl;
  }
  static char* show_prompt(EditLine* edit) { return of(edit).prompt.data(); }

  static unsigned char cancel(EditLine* edit, int) {
    of(edit).cancelled = true;
    return CC_NEWLINE;
  }

  static unsigned char complete_word(EditLine* edit, int) {
    const LineInfo* const line = el_line(edit);
    const std::string before(line->buffer, line->cursor);
    const Completion found = of(edit).complete(before);
    if (found.candidates.empty()) return CC_REFRESH_BEEP;
    const std::string typed = before.substr(std::min(found.begin, before.size()));
    const bool alone = found.candidates.size() == 1;
    const std::string& insert = alone ? found.candidates.front() : found.common;
    if (character_count(insert) < character_count(typed) || (!alone && insert == typed)) {
      return list(edit, found.candidates);
    }
    el_deletestr(edit, static_cast<int>(character_count(typed)));
    if (el_insertstr(edit, insert.c_str()) != 0) return CC_REFRESH_BEEP;
    return alone || insert.size() > typed.size() ? CC_REFRESH : list(edit, found.candidates);
  }

  static unsigned char list(EditLine* edit, const std::vector<std::string>& candidates) {
    std::fputs(listed(candidates).c_str(), of(edit).out);
    std::fflush(of(edit).out);
    return CC_REDISPLAY;
  }

  // Only the user may read what was asked.
  void save() const {
    if (history_path.empty()) return;
    std::error_code ignored;
    std::filesystem::create_directories(history_path.parent_path(), ignored);
    const int descriptor = ::open(history_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return;  // A history that cannot be kept is no reason to end.
    std::FILE* const file = ::fdopen(descriptor, "w");
    HistEvent event;
    history(past, &event, H_SAVE_FP, file);
    std::fclose(file);
  }

  std::filesystem::path history_path;
  Complete complete;
  std::FILE* out = nullptr;
  EditLine* edit = nullptr;
  History* past = nullptr;
  std::string prompt;
  bool cancelled = false;
};

LineEditor::LineEditor(std::filesystem::path history, Complete complete)
    : impl_(std::make_unique<Impl>(std::move(history), std::move(complete))) {}
LineEditor::~LineEditor() = default;

LineEditor::Outcome LineEditor::read(const std::string& prompt, std::string& line) {
  Impl& impl = *impl_;
  impl.prompt = prompt;
  impl.cancelled = false;
  // el_gets would do it only after it has shown the prompt, and keys that come between would be the terminal's: Ctrl-C
  // a signal, Ctrl-D lost.
  el_set(impl.edit, EL_PREP_TERM, 1);
  int length = 0;
  const char* const text = el_gets(impl.edit, &length);
  if (impl.cancelled) return Outcome::kCancelled;
  if (text == nullptr || length <= 0) {
    std::fputs("\n", impl.out);
    return Outcome::kEnd;
  }
  line.assign(text, static_cast<std::size_t>(length));
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  return Outcome::kLine;
}

void LineEditor::remember(const std::string& line) {
  if (line.empty() || line.starts_with(' ')) return;
  HistEvent event;
  history(impl_->past, &event, H_ENTER, line.c_str());
  impl_->save();
}

std::filesystem::path history_file() {
  const auto folder = [](const char* name) -> std::filesystem::path {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const auto state = folder("XDG_STATE_HOME"); state.is_absolute()) return state / "trama" / "history";
  if (const auto home = folder("HOME"); home.is_absolute()) return home / ".local" / "state" / "trama" / "history";
  return {};
}

}  // namespace trama::cli
