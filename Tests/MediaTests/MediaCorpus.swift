import Foundation
import HubbubDomain
import Testing

@testable import HubbubMedia

/// The files that `Tests/media-corpus/make.py` makes, and what must become of each.
///
/// `HUBBUB_MEDIA_CORPUS` says in which folder they are, otherwise `.build/media-corpus`.
enum MediaCorpus {
  struct Verdict: Sendable, CustomTestStringConvertible {
    let name: String
    /// What it is taken for; nil for one to refuse.
    let type: MediaType?
    /// Why it is refused; nil for one to take.
    let code: Refusal.Code?

    var testDescription: String { name }
  }

  struct Missing: Error, CustomStringConvertible {
    let path: String

    var description: String {
      "\(path) is not there; make it: python3 Tests/media-corpus/make.py .build/media-corpus"
    }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let folder =
    ProcessInfo.processInfo.environment["HUBBUB_MEDIA_CORPUS"] ?? root + "/.build/media-corpus"

  /// All that are listed; none where the list cannot be read, which a test of its own tells.
  static let verdicts: [Verdict] = {
    let list = FileManager.default.contents(atPath: root + "/Tests/media-corpus/verdicts.tsv")
    return String(decoding: list ?? Data(), as: UTF8.self).split(separator: "\n").compactMap(
      verdict)
  }()

  static let accepted = verdicts.filter { $0.type != nil }

  private static func verdict(of line: Substring) -> Verdict? {
    let fields = line.split(separator: "\t").map(String.init)
    guard fields.count == 4, !line.hasPrefix("#") else { return nil }
    let isAccepted = fields[1] == "accept"
    return Verdict(
      name: fields[0], type: isAccepted ? MediaType(rawValue: fields[2]) : nil,
      code: isAccepted ? nil : Refusal.Code(rawValue: fields[2]))
  }

  static func path(of name: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard FileManager.default.fileExists(atPath: path) else { throw Missing(path: path) }
    return path
  }

  static func bytes(of name: String) throws -> [UInt8] {
    try Files.read(path(of: name), maxBytes: 100_000_000) ?? []
  }

  /// What sniffer and walk say of a file.
  static func judge(_ path: String, _ sniffer: Sniffer) throws -> Result<FoundMedia, Refusal> {
    let file = try FileBytes(path: path)
    let sniffed = sniffer.type(of: file.bytes(0..<file.count, atMost: Limits.sniffedBytes))
    do { return .success(try Structure.walk(file, sniffed: sniffed)) } catch let refusal as Refusal
    {
      return .failure(refusal)
    }
  }
}
