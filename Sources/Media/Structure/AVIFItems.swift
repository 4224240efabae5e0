import HubbubDomain

/// What `meta` tells of the items of a picture: what each is, where it lies, and
/// what it has.
///
/// - Bounds: ``maxItems``, ``maxExtents``.
/// - Source: ISO/IEC 14496-12 §8.11; ISO/IEC 23008-12 §6.
struct AVIFItems {
  /// A picture of 40 megapixels has 160 tiles of 512 by 512.
  private static let maxItems = 4_096
  private static let maxExtents = 16_384

  private var primary: Int?
  private var kinds: [Int: String] = [:]
  /// Where the bytes of each lie, in the file.
  private var extents: [Int: [Range<Int>]] = [:]
  /// Which properties each has, counted from 1.
  private var properties: [Int: [Int]] = [:]
  private var sizes: [Int: PixelSize] = [:]
  /// What each is made of.
  private var tiles: [Int: [Int]] = [:]
  private var isPicture = false

  init(_ meta: Box, of file: FileBytes, _ work: Work) throws(Refusal) {
    let inside = meta.fullBody
    let data = try Boxes.only("idat", in: inside, of: file, work)?.body
    var boxes = Boxes(file, inside, work)
    while let box = try boxes.next() {
      var fields = BoxFields(file, box.body)
      switch box.kind {
      case "hdlr": isPicture = file.has("pict", at: box.body.lowerBound + 8)
      case "pitm": primary = try fields.number(isLong: fields.version() > 0)
      case "iinf": try takeKinds(box, of: file, work)
      case "iloc": try takePlaces(&fields, data, file, work)
      case "iref": try takeReferences(box, of: file, work)
      case "iprp": try takeProperties(box, of: file, work)
      default: break
      }
    }
  }

  var allSizes: [PixelSize] { Array(sizes.values) }

  // MARK: - Reading

  private mutating func takeKinds(_ box: Box, of file: FileBytes, _ work: Work) throws(Refusal) {
    try require(kinds.isEmpty)
    let isLong = try file.byte(at: box.body.lowerBound).orBroken() > 0
    var boxes = Boxes(file, box.fullBody.dropFirst(isLong ? 4 : 2), work)
    while let entry = try boxes.next() {
      guard entry.kind == "infe" else { continue }
      var fields = BoxFields(file, entry.body)
      let version = try fields.version()
      try require(version >= 2)
      let item = try fields.number(isLong: version > 2)
      _ = try fields.next(2)
      kinds[item] = try fields.text(4)
      try require(kinds.count <= Self.maxItems, else: .tooManyParts)
    }
  }

  /// How the numbers of `iloc` are written.
  private struct PlaceWidths {
    let version: Int
    let index: Int
    let offset: Int
    let length: Int
    let base: Int

    init(_ fields: inout BoxFields) throws(Refusal) {
      version = try fields.version()
      let widths = try fields.next(2)
      (offset, length, base) = (widths >> 12, widths >> 8 & 0xF, widths >> 4 & 0xF)
      index = version > 0 ? widths & 0xF : 0
    }
  }

  private mutating func takePlaces(
    _ fields: inout BoxFields, _ data: Range<Int>?, _ file: FileBytes, _ work: Work
  ) throws(Refusal) {
    try require(extents.isEmpty)
    let widths = try PlaceWidths(&fields)
    let count = try fields.number(isLong: widths.version > 1)
    try require(count <= Self.maxItems, else: .tooManyParts)
    for _ in 0..<count {
      let item = try fields.number(isLong: widths.version > 1)
      let method = widths.version > 0 ? try fields.next(2) & 0xF : 0
      try require(method <= 1)
      _ = try fields.next(2)
      let room = method == 0 ? 0..<file.count : try data.orBroken()
      extents[item, default: []] += try places(&fields, widths, in: room, work)
    }
  }

  /// Where the bytes of one item lie.
  private func places(
    _ fields: inout BoxFields, _ widths: PlaceWidths, in room: Range<Int>, _ work: Work
  ) throws(Refusal) -> [Range<Int>] {
    var places: [Range<Int>] = []
    let base = try fields.next(widths.base)
    for _ in 0..<(try fields.next(2)) {
      try work.piece()
      try require(work.pieces <= Self.maxExtents, else: .tooManyParts)
      _ = try fields.next(widths.index)
      let (offset, length) = try (fields.next(widths.offset), fields.next(widths.length))
      places.append(try Self.extent(base, offset, length, in: room))
    }
    return places
  }

  private static func extent(
    _ base: Int, _ offset: Int, _ length: Int, in room: Range<Int>
  ) throws(Refusal) -> Range<Int> {
    try require(base <= room.count && offset <= room.count - base)
    let rest = room.count - base - offset
    try require(length <= rest)
    let start = room.lowerBound + base + offset
    // No length: up to the end.
    return start..<start + (length == 0 ? rest : length)
  }

  private mutating func takeReferences(
    _ box: Box, of file: FileBytes, _ work: Work
  ) throws(Refusal) {
    let isLong = try file.byte(at: box.body.lowerBound).orBroken() > 0
    var boxes = Boxes(file, box.fullBody, work)
    while let reference = try boxes.next() {
      guard reference.kind == "dimg" else { continue }
      var fields = BoxFields(file, reference.body)
      let item = try fields.next(isLong ? 4 : 2)
      try require(tiles[item] == nil)
      for _ in 0..<(try fields.next(2)) {
        try work.piece()
        tiles[item, default: []].append(try fields.next(isLong ? 4 : 2))
      }
    }
  }

  private mutating func takeProperties(
    _ box: Box, of file: FileBytes, _ work: Work
  ) throws(Refusal) {
    try require(sizes.isEmpty)
    let container = try Boxes.only("ipco", in: box.body, of: file, work).orBroken()
    var (boxes, index) = (Boxes(file, container.body, work), 0)
    while let property = try boxes.next() {
      index += 1
      // A list of properties has no list in it.
      try require(property.kind != "ipco")
      guard property.kind == "ispe" else { continue }
      var fields = BoxFields(file, property.fullBody)
      let (width, height) = try (fields.next(4), fields.next(4))
      sizes[index] = try PixelSize(width, height).orBroken()
    }
    let links = try Boxes.only("ipma", in: box.body, of: file, work).orBroken()
    try takeLinks(BoxFields(file, links.body), work)
  }

  private mutating func takeLinks(_ fields: BoxFields, _ work: Work) throws(Refusal) {
    var fields = fields
    let head = try fields.next(4)
    let (isLong, isWide) = (head >> 24 > 0, head & 1 == 1)
    for _ in 0..<(try fields.next(4)) {
      let item = try fields.number(isLong: isLong)
      for _ in 0..<(try fields.next(1)) {
        try work.piece()
        let link = try fields.next(isWide ? 2 : 1)
        properties[item, default: []].append(link & (isWide ? 0x7FFF : 0x7F))
      }
    }
  }

  // MARK: - Judging

  /// Whether there is a picture.
  ///
  /// - Returns: how large it is.
  func check(_ file: FileBytes) throws(Refusal) -> PixelSize {
    let primary = try primary.orBroken()
    try require(isPicture)
    switch kinds[primary] {
    case "av01": try require(!(extents[primary] ?? []).isEmpty)
    case "grid": try checkGrid(primary, file)
    case nil: throw .brokenMedia
    default: throw .unsupportedMedia
    }
    return try size(of: primary).orBroken()
  }

  private func size(of item: Int) -> PixelSize? {
    (properties[item] ?? []).lazy.compactMap { sizes[$0] }.first
  }

  /// Whether a picture of tiles has them all, each with bytes of its own.
  private func checkGrid(_ item: Int, _ file: FileBytes) throws(Refusal) {
    let place = try (extents[item]?.first).orBroken()
    var fields = BoxFields(file, place)
    let flags = try fields.next(2) & 1
    let count = try (fields.next(1) + 1) * (fields.next(1) + 1)
    let width = flags == 1 ? 4 : 2
    let size = try PixelSize(fields.next(width), fields.next(width)).orBroken()
    try require(size.pixels <= Limits.picturePixels, else: .tooManyPixels)
    let tiles = tiles[item] ?? []
    try require(tiles.count == count)
    try require(tiles.allSatisfy { kinds[$0] == "av01" && !(extents[$0] ?? []).isEmpty })
  }

  /// What its EXIF and XMP tell.
  func notes(of file: FileBytes) -> Set<FoundMedia.Note> {
    var found: Set<FoundMedia.Note> = []
    for (item, kind) in kinds {
      guard let place = extents[item]?.first else { continue }
      if kind == "Exif" {
        // Behind the length of what stands before it.
        let skipped = min(file.big(4, at: place.lowerBound) ?? 0, place.count)
        found.formUnion(ExifNotes.read(file, place.dropFirst(4 + skipped)))
      }
      if kind == "mime" { found.formUnion(XMPNotes.read(file, place)) }
    }
    return found
  }
}
