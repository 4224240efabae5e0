import HubbubDomain

/// Where the samples of a track lie: chunks of them, each sample with a length.
///
/// - Source: ISO/IEC 14496-12 §8.7.
struct SampleTable {
  /// The bodies of its boxes; nil before they came.
  private var sizes: Range<Int>?
  private var sizesArePacked = false
  private var places: Range<Int>?
  private var placeBytes = 4
  private var runs: Range<Int>?

  mutating func take(_ box: Box) throws(Refusal) {
    switch box.kind {
    case "stsz", "stz2":
      try require(sizes == nil && box.body.count >= 12)
      (sizes, sizesArePacked) = (box.body, box.kind == "stz2")
    case "stco", "co64":
      try require(places == nil && box.body.count >= 8)
      (places, placeBytes) = (box.body, box.kind == "co64" ? 8 : 4)
    default:
      try require(runs == nil && box.body.count >= 8)
      runs = box.body
    }
  }

  /// How many samples there are.
  func count(of file: FileBytes) throws(Refusal) -> Int {
    try file.big(4, at: sizes.orBroken().lowerBound + 8).orBroken()
  }

  /// Goes through all chunks.
  ///
  /// - Parameter each: is shown where a chunk lies.
  /// - Throws: ``Refusal`` `corrupt_media` for one that lies outside the file, or
  ///   where the tables do not fit together.
  func pass(
    _ file: FileBytes, _ work: Work, each: (Range<Int>) throws(Refusal) -> Void
  ) throws(Refusal) {
    let places = try places.orBroken()
    let count = try file.big(4, at: places.lowerBound + 4).orBroken()
    try require(count <= (places.count - 8) / placeBytes)
    var sizes = try Sizes(sizes.orBroken(), isPacked: sizesArePacked, file)
    var runs = try Runs(runs.orBroken(), file)
    let reader = FileBytes(sharing: file)
    for index in 0..<count {
      try work.piece()
      let place = try reader.big(placeBytes, at: places.lowerBound + 8 + index * placeBytes)
        .orBroken()
      let length = try sizes.next(runs.samples(inChunk: index + 1, work), work)
      try require(place <= file.count && length <= file.count - place)
      try each(place..<place + length)
    }
    try require(sizes.isAtEnd)
  }

  /// How many samples each chunk has: a run of chunks has alike.
  private struct Runs {
    private let file: FileBytes
    private let count: Int
    private var place: Int
    private var index = 0
    private var samples = 0

    init(_ body: Range<Int>, _ file: FileBytes) throws(Refusal) {
      self.file = FileBytes(sharing: file)
      count = try file.big(4, at: body.lowerBound + 4).orBroken()
      try require(count <= (body.count - 8) / 12)
      place = body.lowerBound + 8
    }

    mutating func samples(inChunk chunk: Int, _ work: Work) throws(Refusal) -> Int {
      while index < count, try first() <= chunk {
        try work.piece()
        samples = try file.big(4, at: place + 4).orBroken()
        (index, place) = (index + 1, place + 12)
      }
      try require(samples > 0)
      return samples
    }

    private func first() throws(Refusal) -> Int { try file.big(4, at: place).orBroken() }
  }

  /// How long each sample is.
  private struct Sizes {
    private let file: FileBytes
    private let start: Int
    /// One for all; 0 where each has its own.
    private let common: Int
    private let bits: Int
    private let count: Int
    private var index = 0

    init(_ body: Range<Int>, isPacked: Bool, _ file: FileBytes) throws(Refusal) {
      self.file = FileBytes(sharing: file)
      start = body.lowerBound + 12
      let kind = try file.big(4, at: body.lowerBound + 4).orBroken()
      (common, bits) = isPacked ? (0, kind & 0xFF) : (kind, 32)
      count = try file.big(4, at: body.lowerBound + 8).orBroken()
      try require(!isPacked || [4, 8, 16].contains(bits))
      try require(common > 0 || (count * bits + 7) / 8 <= body.count - 12)
    }

    var isAtEnd: Bool { index == count }

    /// How long the next so many samples are together.
    mutating func next(_ samples: Int, _ work: Work) throws(Refusal) -> Int {
      try require(samples <= count - index)
      defer { index += samples }
      if common > 0 {
        let (length, isTooLong) = common.multipliedReportingOverflow(by: samples)
        try require(!isTooLong)
        return length
      }
      var length = 0
      for sample in index..<index + samples {
        try work.piece()
        length += try size(of: sample)
      }
      return length
    }

    private func size(of sample: Int) throws(Refusal) -> Int {
      guard bits == 4 else {
        return try file.big(bits / 8, at: start + sample * (bits / 8)).orBroken()
      }
      let pair = try file.byte(at: start + sample / 2).orBroken()
      return sample % 2 == 0 ? pair >> 4 : pair & 0xF
    }
  }
}
