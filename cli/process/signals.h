// What the signals INT, TERM and HUP do: they end the program as they always do, but first they take away files that
// are not yet whole, and a command that adds to a graph may come to a good end before.
#pragma once

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

// The signal that has asked to stop; 0 as long as none has. Any thread may ask.
int stop_signal() noexcept;
// Becomes readable with it, so that who waits for input need not wait on; -1 without handle_signals().
int stop_descriptor() noexcept;

}  // namespace trama::cli
