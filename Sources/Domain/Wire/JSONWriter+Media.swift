/// Pictures, films and sounds, with the members that their `Encodable` gives them.
extension JSONWriter {
  mutating func media(_ media: Media) {
    let facts = media.facts
    raw("{\"id\":\"")
    identifier(media.id)
    raw("\",\"url\":")
    string(media.address)
    raw(",\"kind\":")
    string(facts.type.kind.rawValue)
    raw(",\"type\":")
    string(facts.type.mime)
    raw(",\"bytes\":")
    integer(facts.bytes)
    if let size = facts.size {
      raw(",\"width\":")
      integer(size.width)
      raw(",\"height\":")
      integer(size.height)
    }
    if let milliseconds = facts.milliseconds {
      raw(",\"seconds\":")
      seconds(milliseconds)
    }
    if facts.isAnimated { raw(",\"animated\":true") }
    if let placeholder = facts.placeholderAddress {
      raw(",\"placeholder\":")
      string(placeholder)
    }
    raw(",\"variants\":")
    variants(of: media)
    raw(",\"removed\":")
    list(facts.removed) { $0.string($1) }
    if !facts.missing.isEmpty {
      raw(",\"missing\":")
      list(facts.missing) { $0.string($1) }
    }
    raw(",\"alt\":")
    string(media.alt)
    raw("}")
  }

  /// Writes `{NAME:ADDRESS}`.
  private mutating func variants(of media: Media) {
    raw("{")
    for (place, variant) in media.facts.variants.enumerated() {
      if place > 0 { raw(",") }
      string(variant.rawValue)
      raw(":")
      string(media.address(of: variant))
    }
    raw("}")
  }

  /// Writes thousandths as seconds: `12`, or `12.034`.
  private mutating func seconds(_ milliseconds: Int64) {
    integer(milliseconds / 1_000)
    let rest = milliseconds % 1_000
    guard rest > 0 else { return }
    raw(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
    integer(rest)
  }
}
