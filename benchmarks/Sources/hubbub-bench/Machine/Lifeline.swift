/// What ties a program to us: the kernel ends it when we are gone, however we went.
///
/// SIGKILL leaves us no time to end what we started, and a server that runs on
/// would be in everybody's way.
///
/// - Source: prctl(2), PR_SET_PDEATHSIG; setpriv(1) sets it and becomes the program.
enum Lifeline {
  /// The command that runs `command` so; the process stays the same.
  static func command(_ command: [String]) -> [String] {
    ["/usr/bin/setpriv", "--pdeathsig", "KILL"] + command
  }
}
