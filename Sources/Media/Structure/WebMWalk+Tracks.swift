import HubbubDomain

/// The tracks of a WebM, and what its tags tell.
///
/// - Source: RFC 9559 §5.1.4 and §5.1.8; WebM container guidelines (codecs).
extension WebMWalk {
  private static let pictures: Set<String> = ["V_VP8", "V_VP9", "V_AV1"]
  private static let sounds: Set<String> = ["A_VORBIS", "A_OPUS"]

  mutating func tracks(_ body: Range<Int>) throws(Refusal) {
    try require(trackNumbers.isEmpty)
    var entries = EBMLElements(file, body, work)
    while let entry = try entries.next() {
      try work.box()
      if entry.kind == 0xAE { try track(entry.body) }
    }
    try require(!trackNumbers.isEmpty)
  }

  private mutating func track(_ body: Range<Int>) throws(Refusal) {
    var (number, kind, codec): (Int?, Int?, String) = (nil, nil, "")
    var (elements, size): (EBMLElements, PixelSize?) = (EBMLElements(file, body, work), nil)
    while let element = try elements.next() {
      try work.box()
      switch element.kind {
      case 0xD7: number = file.number(element.body)
      case 0x83: kind = file.number(element.body)
      case 0x86: codec = try text(element.body).orBroken()
      case 0xE0: size = try pixels(element.body)
      default: break
      }
    }
    try require(trackNumbers.insert(number.orBroken()).inserted)
    try require(trackNumbers.count <= Limits.tracks, else: .tooManyParts)
    try take(kind.orBroken(), codec, size)
  }

  private mutating func take(
    _ kind: Int, _ codec: String, _ size: PixelSize?
  ) throws(Refusal) {
    switch kind {
    case 1:
      try require(Self.pictures.contains(codec), else: .unsupportedCodec)
      found.hasVideo = true
      try found.take(size.orBroken())
    case 2:
      try require(Self.sounds.contains(codec), else: .unsupportedCodec)
      found.hasAudio = true
    case 17: try require(codec.hasPrefix("D_WEBVTT/"), else: .unsupportedCodec)
    default: throw .unsupportedCodec
    }
  }

  private func pixels(_ body: Range<Int>) throws(Refusal) -> PixelSize {
    var (elements, width, height): (EBMLElements, Int?, Int?) = (
      EBMLElements(file, body, work), nil, nil
    )
    while let element = try elements.next() {
      if element.kind == 0xB0 { width = file.number(element.body) }
      if element.kind == 0xBA { height = file.number(element.body) }
    }
    return try PixelSize(width, height).orBroken()
  }

  private func text(_ body: Range<Int>) -> String? {
    file.text(min(body.count, 256), at: body.lowerBound).map { String($0.prefix { $0 != "\0" }) }
  }

  // MARK: - Tags

  mutating func tags(_ body: Range<Int>) throws(Refusal) {
    var elements = EBMLElements(file, body, work)
    while let tag = try elements.next() {
      try work.box()
      if tag.kind == 0x7373 { try simpleTags(tag.body, depth: 0) }
    }
  }

  private mutating func simpleTags(_ body: Range<Int>, depth: Int) throws(Refusal) {
    try require(depth <= Limits.tagDepth)
    var elements = EBMLElements(file, body, work)
    var (name, values): (String, [Range<Int>]) = ("", [])
    while let element = try elements.next() {
      try work.box()
      switch element.kind {
      case 0x67C8: try simpleTags(element.body, depth: depth + 1)
      case 0x45A3: name = text(element.body) ?? ""
      case 0x4487, 0x4485: values.append(element.body)
      default: break
      }
    }
    note(name, values)
  }

  private mutating func note(_ name: String, _ values: [Range<Int>]) {
    if Mention.position.stands(in: name) {
      // A text that ends in zeros ends before them.
      found.blank(values.filter { !file.isZero($0) }.map(Blanking.zeros))
    }
    switch name.uppercased() {
    case "TITLE", "ARTIST", "AUTHOR", "COPYRIGHT": found.notes.insert(.name)
    case "COMMENT", "DESCRIPTION": found.notes.insert(.comment)
    case "DATE_RECORDED", "DATE_ENCODED", "CREATION_TIME", "DATE": found.notes.insert(.time)
    case "ENCODER": found.notes.insert(.software)
    case "MAKE", "MODEL", "COM.ANDROID.MANUFACTURER", "COM.ANDROID.MODEL":
      found.notes.insert(.camera)
    default: break
    }
  }
}
