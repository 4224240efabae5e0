import FoundationEssentials

/// Where the programs are looked for that this one starts.
enum ProgramFolders {
  /// The absolute folders of `PATH`, in its order.
  static var all: [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .filter { $0.hasPrefix("/") }.map(String.init)
  }
}
