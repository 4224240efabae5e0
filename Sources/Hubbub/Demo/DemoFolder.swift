import FoundationEssentials
import HubbubDomain

/// The folder of a demo, which is there as long as the demo runs.
enum DemoFolder {
  /// Runs `body` with a fresh folder, and removes it afterwards.
  ///
  /// - Throws: what `body` throws, or why there can be no folder.
  static func with(_ body: (_ path: String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/hubbub-demo-\(SocketID.make())"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
  }
}
