import HubbubDomain

/// What a film tells beside itself, and where it says the place.
///
/// Blanked are: `©xyz`, `@xyz` and `loci`; items of QuickTime's and iTunes' lists that
/// name a position; `gps ` of cameras in cars with the boxes it points to; XMP; the notes of
/// cameras (`GPMF`, and `uuid` that mention a position); EXIF in covers; whole tracks of notes.
///
/// - Source: QuickTime File Format (Apple), "User Data" and "Metadata"; 3GPP TS 26.244 §8.10
///   (`loci`); XMP specification part 3; ExifTool's list of tags.
struct MP4Notes {
  private static let xmp =
    "\u{BE}\u{7A}\u{CF}\u{CB}\u{97}\u{A9}\u{42}\u{E8}\u{9C}\u{71}\u{99}\u{94}\u{91}\u{E3}\u{AF}\u{AC}"

  var found: Set<FoundMedia.Note> = []
  private(set) var blankings: [Blanking] = []
  /// QuickTime's names of items, by their number.
  private var keys: Box?
  private var items: [Box] = []
  private var places: [Range<Int>] = []

  mutating func blank(_ places: [Blanking]) {
    found.insert(.position)
    blankings += places
  }

  /// Marks what lies among the samples: it is checked in the end that it does.
  ///
  /// - Bounds: ``Limits/blankings``.
  mutating func blank(samples: Range<Int>) throws(Refusal) {
    try require(places.count < Limits.blankings, else: .tooManyParts)
    places.append(samples)
  }

  /// Writes over samples as well.
  ///
  /// - Parameter contents: the boxes of samples and of nothing, in their order.
  /// - Throws: ``Refusal`` `corrupt_media` for a place outside of them: nobody may have
  ///   the rest of a film written over.
  mutating func finish(contents: [Range<Int>]) throws(Refusal) {
    for place in places where !place.isEmpty {
      let behind = contents.partition { $0.lowerBound > place.lowerBound }
      try require(behind > 0 && place.upperBound <= contents[behind - 1].upperBound)
      blank([.zeros(place)])
    }
  }

  // MARK: - Lists of notes

  mutating func take(_ box: Box, in parent: String, of file: FileBytes) {
    switch (parent, box.kind) {
    case ("meta", "keys"): keys = box
    case ("ilst", _): items.append(box)
    case ("meta", _): break
    default: takeUserData(box, of: file)
    }
  }

  private mutating func takeUserData(_ box: Box, of file: FileBytes) {
    switch box.kind {
    case "\u{A9}xyz", "@xyz", "loci", "GPMF", "gpmd": blank(box.blankings)
    case "XMP_": takeXMP(box, of: file)
    default:
      Self.note(box.kind).map { _ = found.insert($0) }
      let isText = box.kind.hasPrefix("\u{A9}") || Self.note(box.kind) != nil
      if !isText, Mention.position.stands(in: file, box.body) { blank(box.blankings) }
    }
  }

  /// Names the items of a list that has come to its end.
  mutating func finishKeys(of file: FileBytes) {
    let names = keys.map { Self.names(in: $0, of: file) } ?? []
    for item in items {
      let number = file.big(4, at: item.range.lowerBound + 4) ?? 0
      let name = names.indices.contains(number - 1) ? names[number - 1] : item.kind
      takeItem(item, name, of: file)
    }
    (keys, items) = (nil, [])
  }

  private mutating func takeItem(_ item: Box, _ name: String, of file: FileBytes) {
    let isFree = name == "----" && Mention.position.stands(in: file, item.body)
    if name == "\u{A9}xyz" || isFree || Mention.position.stands(in: name) {
      return blank(item.blankings)
    }
    if name == "covr" { blankCover(item.body, of: file) }
    (Self.note(name) ?? Self.note(key: name)).map { _ = found.insert($0) }
  }

  private mutating func blankCover(_ body: Range<Int>, of file: FileBytes) {
    let places = CoverNotes.positions(in: file, body)
    if !places.isEmpty { blank(places) }
  }

  private static func names(in keys: Box, of file: FileBytes) -> [String] {
    var (names, place): ([String], Int) = ([], keys.body.lowerBound + 8)
    while names.count < 512, let length = file.big(4, at: place), length >= 8,
      length <= keys.body.upperBound - place
    {
      names.append(file.text(min(length - 8, 256), at: place + 8) ?? "")
      place += length
    }
    return names
  }

  private static func note(_ kind: String) -> FoundMedia.Note? {
    switch kind {
    case "\u{A9}mak", "\u{A9}mod", "manu", "modl", "mdln": .camera
    case "\u{A9}day", "date", "yrrc": .time
    case "\u{A9}nam", "\u{A9}ART", "\u{A9}aut", "\u{A9}alb", "titl", "auth", "perf", "cprt", "aART":
      .name
    case "\u{A9}cmt", "\u{A9}des", "\u{A9}inf", "dscp", "desc": .comment
    case "\u{A9}too", "\u{A9}swr", "\u{A9}enc": .software
    default: nil
    }
  }

  private static func note(key: String) -> FoundMedia.Note? {
    guard let word = key.split(separator: ".").last else { return nil }
    switch word {
    case "make", "model": return .camera
    case "creationdate": return .time
    case "title", "artist", "author", "copyright": return .name
    case "comment", "description": return .comment
    case "software", "encoder": return .software
    default: return nil
    }
  }

  // MARK: - Boxes of makers

  /// Boxes outside of lists: `uuid`, `XMP_`, `gps `.
  mutating func takeLoose(_ box: Box, of file: FileBytes, _ work: Work) throws(Refusal) {
    switch box.kind {
    case "gps ": try takeDashcam(box, of: file, work)
    case "uuid" where !file.has(Self.xmp, at: box.body.lowerBound):
      if Mention.position.stands(in: file, box.body) { blank(box.blankings) }
    default: takeXMP(box, of: file)
    }
  }

  /// Only a part of a packet may be read: it goes, whatever it holds.
  private mutating func takeXMP(_ box: Box, of file: FileBytes) {
    found.formUnion(XMPNotes.read(file, box.body))
    blankings += box.blankings
  }

  /// A list of places and lengths of the boxes that tell where the car was.
  private mutating func takeDashcam(
    _ box: Box, of file: FileBytes, _ work: Work
  ) throws(Refusal) {
    let count = (file.big(4, at: box.body.lowerBound + 4) ?? 0)
    for index in 0..<min(count, (box.body.count - 8) / 8) {
      try work.piece()
      let entry = box.body.lowerBound + 8 + index * 8
      guard let place = file.big(4, at: entry), let length = file.big(4, at: entry + 4),
        length >= 8, file.has("free", at: place + 4), length <= file.count - place
      else { continue }
      try blank(samples: place + 8..<place + length)
    }
    blank(box.blankings)
  }
}

extension [Range<Int>] {
  /// Where the first element is for which this holds, as it does for all behind it.
  ///
  /// - Complexity: O(log n).
  fileprivate func partition(_ isBehind: (Range<Int>) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
