import FoundationEssentials
import HubbubDomain

/// What comes with a post or message, as the column `media` has it.
private struct StoredMedia: Codable {
  let id: MediaID
  let facts: MediaFile.Facts
  let alt: String
}

extension [Media] {
  /// JSON, so that a list of posts is read in one statement; nil for nothing.
  func asColumn() throws -> String? {
    guard !isEmpty else { return nil }
    let stored = map { StoredMedia(id: $0.id, facts: $0.facts, alt: $0.alt) }
    return String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
  }

  /// What ``asColumn()`` made.
  init(column text: String?) throws {
    guard let text else {
      self = []
      return
    }
    self = try JSONDecoder().decode([StoredMedia].self, from: Data(text.utf8)).map {
      Media(id: $0.id, facts: $0.facts, alt: $0.alt)
    }
  }
}

extension MediaFile.Facts {
  /// JSON, as the column `facts` has it.
  func asColumn() throws -> String {
    String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
  }

  /// What ``asColumn()`` made.
  init(column text: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }
}

extension String? {
  /// Whether a column `media` names these, in this order.
  func names(_ media: [MediaID]) throws -> Bool {
    try [Media](column: self).map(\.id) == media
  }
}
