import ArgumentParser

/// Which Hubbub this is.
enum Version {
  static let text = "0.1.0"
  /// The protocol of the socket (contract §3).
  static let `protocol` = "1"
}

/// `hubbub version`: says which Hubbub this is.
struct VersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Says which Hubbub this is.")

  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    guard json else { return print("hubbub \(Version.text)") }
    print(Console.object(["protocol": Version.protocol, "version": Version.text]))
  }
}
