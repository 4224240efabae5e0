import HTTPTypes
import HubbubDomain

/// One form of a file as it is sent: what an address names.
struct ShownForm {
  /// The name on the disk.
  let name: String
  let mime: String
  /// Its bytes never change.
  let tag: String
  let isPublic: Bool

  /// - Parameter name: the last part of the address; nil for what there is not.
  init?(_ name: String, of shown: ShownMedia, _ id: MediaID) {
    let facts = shown.file.facts
    if let variant = facts.variants.first(where: { $0.fileName == name }) {
      (self.name, mime) = (name, variant.mime)
    } else if facts.type.kind != .image, name == "original.\(facts.type.suffix)" {
      (self.name, mime) = ("original", facts.type.mime)
    } else {
      return nil
    }
    tag = "\"\(id)-\(name)\""
    isPublic = shown.isPublic
  }

  /// The headers of every answer about it.
  ///
  /// What every member may see may be kept for a day; of all else it is asked each time
  /// whether it may still be seen.
  var headers: HTTPFields {
    [
      .contentType: mime, .eTag: tag, .acceptRanges: "bytes",
      .cacheControl: isPublic ? "private, max-age=86400" : "private, no-cache",
      .contentDisposition: "inline",
      .contentSecurityPolicy: "default-src 'none'; sandbox",
      .crossOriginResourcePolicy: "same-origin",
    ]
  }
}
