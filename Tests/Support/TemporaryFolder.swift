import FoundationEssentials

/// An empty folder that is removed, with all that is in it, when nobody
/// holds it any more.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/hubbub-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // What the system will not remove is the system's to sweep: no test can do better.
    do { try FileManager.default.removeItem(atPath: path) } catch {
      print("kept \(path): \(error)")
    }
  }
}
