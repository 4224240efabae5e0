import FoundationEssentials

/// The repository that this program was built in.
enum Repository {
  /// Its folder: five above this file.
  static let root: String = {
    var url = URL(filePath: #filePath)
    for _ in 0..<5 { url.deleteLastPathComponent() }
    let path = url.path
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }()

  static func file(_ path: String) -> String { "\(root)/\(path)" }

  /// The commit that is checked out; `-changed` where files differ from it, but for
  /// the results: those change while all of them are measured.
  static func commit() -> String {
    guard let commit = git(["rev-parse", "--short=12", "HEAD"]) else { return "unknown" }
    let changes = git([
      "status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)benchmarks/results",
    ])
    return changes == "" ? commit : "\(commit)-changed"
  }

  /// - Returns: the first line that git prints, empty for none; nil where it fails.
  private static func git(_ arguments: [String]) -> String? {
    Program.firstLine("/usr/bin/git", ["-C", root] + arguments)
  }
}
