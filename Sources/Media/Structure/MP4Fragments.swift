import HubbubDomain

/// The fragments of a film that was written while it was recorded.
///
/// - Source: ISO/IEC 14496-12 §8.8.
struct MP4Fragments {
  /// What a fragment does not say itself.
  private struct Defaults {
    var duration = 0
    var size = 0
  }

  private(set) var hasSamples = false
  private var seconds: Int?
  private var defaults: [Int: Defaults] = [:]
  /// Where `moof` begins, and where the samples of its tracks are counted from.
  private var start = 0
  private var base = 0
  private var next = 0
  private var track = 0
  private var current = Defaults()
  /// How long each track is, in its own parts of a second.
  private var durations: [Int: Int] = [:]

  mutating func begin(at place: Int) {
    (start, next, track) = (place, place, 0)
  }

  mutating func take(
    _ box: Box, of file: FileBytes, _ work: Work, _ notes: inout MP4Notes, _ tracks: [MP4Track]
  ) throws(Refusal) {
    let body = box.body
    switch box.kind {
    case "mehd":
      seconds = file.big(file.byte(at: body.lowerBound) == 1 ? 8 : 4, at: body.lowerBound + 4)
    case "trex":
      try require(body.count >= 24)
      defaults[try file.big(4, at: body.lowerBound + 4).orBroken()] = Defaults(
        duration: try file.big(4, at: body.lowerBound + 12).orBroken(),
        size: try file.big(4, at: body.lowerBound + 16).orBroken())
      try require(defaults.count <= Limits.tracks, else: .tooManyParts)
    case "tfhd": try takeHead(body, of: file, tracks)
    case "tfdt": durations[track] = max(durations[track] ?? 0, time(body, of: file))
    case "trun":
      let samples = try takeRun(body, of: file, work)
      if isOfNotes(tracks) { try notes.blank(samples: samples) }
    default: break
    }
  }

  private func time(_ body: Range<Int>, of file: FileBytes) -> Int {
    file.big(file.byte(at: body.lowerBound) == 1 ? 8 : 4, at: body.lowerBound + 4) ?? 0
  }

  private mutating func takeHead(
    _ body: Range<Int>, of file: FileBytes, _ tracks: [MP4Track]
  ) throws(Refusal) {
    let flags = try file.big(3, at: body.lowerBound + 1).orBroken()
    track = try file.big(4, at: body.lowerBound + 4).orBroken()
    try require(tracks.contains { $0.number == track })
    current = defaults[track] ?? Defaults()
    var fields = BoxFields(file, body.dropFirst(8))
    base = flags & 0x2_0000 != 0 ? start : next
    if flags & 0x1 != 0 { base = try fields.next(8) }
    if flags & 0x2 != 0 { _ = try fields.next(4) }
    if flags & 0x8 != 0 { current.duration = try fields.next(4) }
    if flags & 0x10 != 0 { current.size = try fields.next(4) }
    next = base
  }

  /// - Returns: where its samples lie.
  private mutating func takeRun(
    _ body: Range<Int>, of file: FileBytes, _ work: Work
  ) throws(Refusal) -> Range<Int> {
    try require(track > 0)
    let flags = try file.big(3, at: body.lowerBound + 1).orBroken()
    let samples = try file.big(4, at: body.lowerBound + 4).orBroken()
    var fields = BoxFields(file, body.dropFirst(8))
    if flags & 0x1 != 0 {
      // The one number here that may be below zero.
      let offset = Int(Int32(truncatingIfNeeded: try fields.next(4)))
      try require(base <= file.count && base + offset >= 0)
      next = base + offset
    }
    if flags & 0x4 != 0 { _ = try fields.next(4) }
    let (duration, length) = try sums(of: samples, flags, &fields, work)
    let (total, isTooLong) = (durations[track] ?? 0).addingReportingOverflow(duration)
    try require(!isTooLong && next <= file.count && length <= file.count - next)
    (durations[track], hasSamples) = (total, hasSamples || samples > 0)
    defer { next += length }
    return next..<next + length
  }

  private func sums(
    of samples: Int, _ flags: Int, _ fields: inout BoxFields, _ work: Work
  ) throws(Refusal) -> (duration: Int, length: Int) {
    guard flags & 0xF00 != 0 else {
      return try (product(samples, current.duration), product(samples, current.size))
    }
    var (duration, length) = (0, 0)
    for _ in 0..<samples {
      try work.piece()
      duration += flags & 0x100 != 0 ? try fields.next(4) : current.duration
      length += flags & 0x200 != 0 ? try fields.next(4) : current.size
      if flags & 0x400 != 0 { _ = try fields.next(4) }
      if flags & 0x800 != 0 { _ = try fields.next(4) }
    }
    return (duration, length)
  }

  private func product(_ one: Int, _ other: Int) throws(Refusal) -> Int {
    let (product, isTooLarge) = one.multipliedReportingOverflow(by: other)
    try require(!isTooLarge)
    return product
  }

  /// Whether the track that is read belongs to a camera's notes.
  func isOfNotes(_ tracks: [MP4Track]) -> Bool {
    tracks.contains { $0.number == track && $0.isNotes }
  }

  /// How long the longest of its tracks is.
  ///
  /// - Parameter scale: the film's own parts of a second.
  func seconds(of tracks: [MP4Track], scale: Int) -> Double? {
    let whole = seconds.map { Double($0) / Double(max(1, scale)) }
    let each = tracks.map { track in
      durations[track.number].map { Double($0) / Double(max(1, track.scale)) }
    }
    return ([whole] + each).compactMap(\.self).max()
  }
}
