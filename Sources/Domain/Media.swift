/// A picture, film or sound that somebody took in, as whoever may see it does.
public struct Media: Hashable, Sendable {
  public let id: MediaID
  public let facts: MediaFile.Facts
  /// What it shows, for who cannot see or hear it; empty where nobody said.
  public let alt: String

  public init(id: MediaID, facts: MediaFile.Facts, alt: String) {
    self.id = id
    self.facts = facts
    self.alt = alt
  }

  /// The address of a form of it, below `/media/{id}/`.
  public func address(of variant: MediaVariant) -> String { "/media/\(id)/\(variant.fileName)" }

  /// The address of what is shown largest: of a picture the large form, of all else the
  /// file itself.
  public var address: String {
    facts.variants.contains(.large)
      ? address(of: .large) : "/media/\(id)/original.\(facts.type.suffix)"
  }
}

/// A file that was taken in, to be somebody's.
public struct NewMedia: Equatable, Sendable {
  public let id: MediaID
  public let owner: UserID
  public let file: MediaFile
  /// How many bytes its owner may keep, with this.
  public let quota: Int64
  public let createdAt: Timestamp

  public init(id: MediaID, owner: UserID, file: MediaFile, quota: Int64, createdAt: Timestamp) {
    self.id = id
    self.owner = owner
    self.file = file
    self.quota = quota
    self.createdAt = createdAt
  }
}

/// A file with all that its owner has of it.
public struct OwnedMedia: Equatable, Sendable {
  public let id: MediaID
  public let file: MediaFile
  public let alt: String
  public let createdAt: Timestamp
  /// Messages by conversation and number, then posts by age; none for a draft.
  public let shownBy: [Shower]

  public init(
    id: MediaID, file: MediaFile, alt: String, createdAt: Timestamp, shownBy: [Shower] = []
  ) {
    self.id = id
    self.file = file
    self.alt = alt
    self.createdAt = createdAt
    self.shownBy = shownBy
  }
}

/// What shows a file.
///
/// - Bounds: ``Limits/showers`` show one.
public enum Shower: Hashable, Sendable {
  case post(PostID)
  case message(MessagePlace)
}

extension Media: Encodable {
  private enum Key: String, CodingKey {
    case id, url, placeholder, variants, missing, alt
  }

  private struct Variant: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(address, forKey: .url)
    try facts.told.encode(to: encoder)
    try container.encodeIfPresent(facts.placeholderAddress, forKey: .placeholder)
    var variants = container.nestedContainer(keyedBy: Variant.self, forKey: .variants)
    for variant in facts.variants {
      try variants.encode(
        address(of: variant), forKey: Variant(stringValue: variant.rawValue))
    }
    if !facts.missing.isEmpty { try container.encode(facts.missing, forKey: .missing) }
    try container.encode(alt, forKey: .alt)
  }
}

extension MediaFile.Facts {
  /// The placeholder as a page shows it.
  public var placeholderAddress: String? { placeholder.map { "data:image/webp;base64,\($0)" } }

  /// What everybody is told of it, in the words of the wire.
  public struct Told: Encodable, Sendable {
    let kind: MediaKind
    /// A MIME type.
    let type: String
    let bytes: Int64
    /// Pixels.
    let width, height: Int64?
    let seconds: Double?
    /// True or left out.
    let animated: Bool?
    let removed: [String]
  }

  public var told: Told {
    Told(
      kind: type.kind, type: type.mime, bytes: bytes, width: size?.width, height: size?.height,
      seconds: seconds, animated: isAnimated ? true : nil, removed: removed)
  }

  /// How long it plays.
  public var seconds: Double? { milliseconds.map { Double($0) / 1_000 } }
}
