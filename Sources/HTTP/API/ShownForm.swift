import HTTPTypes
import HubbubDomain
import HubbubMedia

/// One form of a file as it is sent: what an address names.
struct ShownForm {
  /// What films and sounds that were sent are called on the disk.
  static let original = "original"

  /// The name on the disk.
  let name: String
  let mime: String
  /// Of what its address names; its bytes change only when it was lost and is made anew.
  private let id: MediaID
  private let address: String

  /// - Parameter name: the last part of the address; nil for what there is not.
  init?(_ name: String, of shown: MediaFile, _ id: MediaID) {
    let facts = shown.facts
    if let variant = facts.variants.first(where: { $0.fileName == name }) {
      (self.name, mime) = (name, variant.mime)
    } else if facts.type.kind != .image, name == "original.\(facts.type.suffix)" {
      (self.name, mime) = (Self.original, facts.type.mime)
    } else {
      return nil
    }
    (self.id, address) = (id, name)
  }

  /// What its bytes are known by.
  func tag(of file: OpenMedia) -> String { "\"\(id)-\(address)-\(file.version)\"" }

  /// The headers of every answer about it.
  ///
  /// A browser keeps it and asks each time whether it may still be seen: a post may be
  /// deleted, or be for fewer, and somebody else may log in there.
  func headers(of file: OpenMedia) -> HTTPFields {
    [
      .contentType: mime, .eTag: tag(of: file), .acceptRanges: "bytes",
      .cacheControl: "private, no-cache",
      .contentDisposition: "inline",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
      .crossOriginResourcePolicy: "same-origin",
    ]
  }
}
