/// One file that somebody sent, as it is kept: once, however many show it.
public struct MediaFile: Hashable, Sendable {
  /// SHA-256 of what was sent, 32 bytes: its name on the disk, and nowhere else.
  public struct Hash: Hashable, Sendable, Comparable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
      precondition(bytes.count == 32, "SHA-256 has 32 bytes")
      self.bytes = bytes
    }

    public static func < (one: Self, other: Self) -> Bool {
      one.bytes.lexicographicallyPrecedes(other.bytes)
    }
  }

  public let hash: Hash
  public let facts: Facts

  public init(hash: Hash, facts: Facts) {
    self.hash = hash
    self.facts = facts
  }

  /// What is known of its content.
  public struct Facts: Hashable, Sendable, Codable {
    public let type: MediaType
    /// What all its forms take on the disk.
    public let bytes: Int64
    /// Pixels of the upright picture or film; nil for sounds, and where nobody could measure.
    public let size: Size?
    /// How long it plays; nil for still pictures, and where nobody could measure.
    public let milliseconds: Int64?
    /// Whether it is a picture that moves.
    public let isAnimated: Bool
    /// A WebP of some pixels in base64: what is shown until the picture is there.
    public let placeholder: String?
    /// The forms that were made of it, in order.
    public let variants: [MediaVariant]
    /// What of it was taken out, such as `GPS`, in order.
    public let removed: [String]
    /// What could not be made here, as a program is not installed, in order.
    public let missing: [String]

    public init(
      type: MediaType, bytes: Int64, size: Size? = nil, milliseconds: Int64? = nil,
      isAnimated: Bool = false, placeholder: String? = nil, variants: [MediaVariant] = [],
      removed: [String] = [], missing: [String] = []
    ) {
      self.type = type
      self.bytes = bytes
      self.size = size
      self.milliseconds = milliseconds
      self.isAnimated = isAnimated
      self.placeholder = placeholder
      self.variants = variants
      self.removed = removed
      self.missing = missing
    }
  }

  /// Pixels.
  public struct Size: Hashable, Sendable, Codable {
    public let width: Int64
    public let height: Int64

    public init(width: Int64, height: Int64) {
      self.width = width
      self.height = height
    }
  }
}

/// A form in which a file is kept beside what was sent, or instead of it.
public enum MediaVariant: String, Sendable, Codable, CaseIterable {
  /// At most ``Limits/mediaPixels`` on the longer side, WebP.
  case thumb, medium, large
  /// The large one as JPEG, for whoever shows no WebP.
  case fallback
  /// A picture out of a film, WebP.
  case poster

  /// The last part of its address.
  public var fileName: String { self == .fallback ? "fallback.jpg" : "\(rawValue).webp" }

  /// Its media type.
  public var mime: String { self == .fallback ? "image/jpeg" : "image/webp" }
}
