// What the signals INT, TERM and HUP do: they end the program as they always do, but first they take away files that
// are not yet whole, and a command that adds to a graph may come to a good end before.
#pragma once

#include <stop_token>

namespace trama::cli {

// For main(). Signals that the caller has the program ignore (nohup) stay ignored.
void handle_signals();

// While one lives, the first signal only asks to stop, and says so on standard error; the next one ends the program.
// There is one at a time.
class GracefulStop {
 public:
  GracefulStop();
  ~GracefulStop();
  GracefulStop(const GracefulStop&) = delete;
  GracefulStop& operator=(const GracefulStop&) = delete;
};

// While one lives, INT never ends the program: it stops the query in hand if there is one. The others end it as always.
class ShellSignals {
 public:
  ShellSignals();
  ~ShellSignals();
  ShellSignals(const ShellSignals&) = delete;
  ShellSignals& operator=(const ShellSignals&) = delete;
};

// While one lives, signals stop the query in hand: the first one asks, and says so on standard error, the next one ends
// the program; within ShellSignals, INT asks as often as it comes. There is one at a time, and no GracefulStop beside
// it.
class QueryInterrupt {
 public:
  QueryInterrupt();
  ~QueryInterrupt();
  QueryInterrupt(const QueryInterrupt&) = delete;
  QueryInterrupt& operator=(const QueryInterrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }
  bool asked() const { return source_.stop_requested(); }

 private:
  std::stop_source source_;
};

// The signal that has asked to stop; 0 as long as none has. Any thread may ask.
int stop_signal() noexcept;
// Becomes readable with it, so that who waits for input need not wait on; -1 without handle_signals().
int stop_descriptor() noexcept;

}  // namespace trama::cli
