import HubbubDomain
import Synchronization

/// Says what a file is and whether it is whole, by its bytes, never by a name or by what a
/// browser says of it.
final class MediaCheck: Sendable {
  /// Made when the first file comes.
  private let sniffer = Mutex<Sniffer?>(nil)

  /// Looks at a whole file.
  ///
  /// It blocks.
  ///
  /// - Throws: ``Refusal`` `unsupported_type`, `corrupt_media`, `too_large`;
  ///   ``Sniffer/Missing``, ``FileFailure``.
  func look(at arrival: Arrival) throws -> FoundMedia {
    try Structure.walk(try FileBytes(path: arrival.path), sniffed: try sniff(arrival.head))
  }

  /// How many bytes a file may have that begins so.
  ///
  /// - Throws: ``Refusal`` `unsupported_type`; ``Sniffer/Missing``.
  func bound(of head: [UInt8]) throws -> (kind: MediaKind, bytes: Int) {
    let format = MediaFormat(sniffed: try sniff(head), FileBytes(head))
    guard let kind = format?.largestKind else { throw Refusal.unsupportedMedia }
    return (kind, Limits.bytes(of: kind))
  }

  private func sniff(_ head: [UInt8]) throws -> String? {
    try sniffer.withLock { sniffer in
      let loaded = try sniffer ?? Sniffer()
      sniffer = loaded
      return loaded.type(of: head)
    }
  }
}
