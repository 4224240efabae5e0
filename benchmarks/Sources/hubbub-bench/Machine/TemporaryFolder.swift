import FoundationEssentials
import Glibc

/// A folder that is gone when the run is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let template = "\(parent)/hubbub-bench-XXXXXX"
    guard let made = template.withCString({ mkdtemp(strdup($0)) }) else {
      throw Problem.system("cannot make a folder in \(parent)")
    }
    defer { free(made) }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }
}
