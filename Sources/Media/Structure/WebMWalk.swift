import HubbubDomain

/// Walks through the elements of a WebM: a head, then one segment with what is told of
/// it, its tracks, and clusters of blocks.
///
/// Segment and clusters may leave their length open, as browsers record. There must
/// be a track of pictures: sound alone is sent as Opus.
///
/// - Source: RFC 8794 (EBML), RFC 9559 (Matroska); WebM container guidelines.
struct WebMWalk {
  private enum Kind {
    static let head = 0x1A45_DFA3
    static let segment = 0x1853_8067
    static let cluster = 0x1F43_B675
    static let info = 0x1549_A966
    static let tracks = 0x1654_AE6B
    static let tags = 0x1254_C367
    static let attachments = 0x1941_A469
    /// SeekHead, Cues, Chapters: they help to find, and are not opened.
    static let helpers: Set<Int> = [0x114D_9B74, 0x1C53_BB6B, 0x1043_A770]
    /// Void and CRC-32 may stand everywhere.
    static let fillings: Set<Int> = [0xEC, 0xBF]
    static let simpleBlock = 0xA3
    static let group = 0xA0
    static let block = 0xA1
    static let time = 0xE7
    /// Position, PrevSize, SilentTracks.
    static let clusterHelpers: Set<Int> = [0xA7, 0xAB, 0x5854]
  }

  let file: FileBytes
  let work: Work
  var found = FoundMedia(.webm)
  /// Nanoseconds of a part of its time.
  var scale = 1_000_000
  var trackNumbers: Set<Int> = []
  private var hasInfo = false
  private var hasBlocks = false
  /// When the cluster begins that is walked through; nil between clusters.
  private var clusterTime: Int?
  private var lastTime = 0

  static func go(_ file: FileBytes, _ work: Work) throws(Refusal) -> FoundMedia {
    var walk = WebMWalk(file: file, work: work)
    var top = EBMLElements(file, 0..<file.count, work)
    try walk.head(top.next().orBroken())
    let segment = try top.next(mayBeOpen: [Kind.segment]).orBroken()
    try require(segment.kind == Kind.segment && segment.body.upperBound == file.count)
    try walk.segment(segment.body)
    return try walk.finish()
  }

  private init(file: FileBytes, work: Work) { (self.file, self.work) = (file, work) }

  private func head(_ head: EBMLElement) throws(Refusal) {
    try require(head.kind == Kind.head)
    var (elements, isWebM) = (EBMLElements(file, head.body, work), false)
    while let element = try elements.next() {
      let number = file.number(element.body)
      switch element.kind {
      case 0x4282:
        try require(file.has("webm", at: element.body.lowerBound), else: .unsupportedMedia)
        try require(file.isZero(element.body.dropFirst(4)), else: .unsupportedMedia)
        isWebM = true
      case 0x42F7: try require(number == 1)  // the version that reads it
      case 0x42F2: try require(number == 4)  // bytes of a kind
      case 0x42F3: try require((number ?? 9) <= 8)  // bytes of a length
      default: break
      }
    }
    try require(isWebM)
  }

  // MARK: - The segment

  private mutating func segment(_ body: Range<Int>) throws(Refusal) {
    var elements = EBMLElements(file, body, work)
    while let element = try elements.next(mayBeOpen: [Kind.cluster]) {
      if Kind.fillings.contains(element.kind) {
        try work.box()
      } else if clusterTime == nil || !isInCluster(element.kind) {
        try work.box()
        try top(element, in: body)
      } else {
        try inCluster(element)
      }
    }
  }

  /// Whether an element behind the head of an open cluster belongs to it.
  private func isInCluster(_ kind: Int) -> Bool {
    Kind.clusterHelpers.contains(kind)
      || [Kind.simpleBlock, Kind.group, Kind.time].contains(kind)
  }

  private mutating func top(_ element: EBMLElement, in segment: Range<Int>) throws(Refusal) {
    clusterTime = nil
    switch element.kind {
    case Kind.info: try info(element.body)
    case Kind.tracks: try tracks(element.body)
    case Kind.cluster: try cluster(element)
    case Kind.tags: try tags(element.body)
    case Kind.attachments: throw .unsupportedMedia
    default: try require(Kind.helpers.contains(element.kind))
    }
  }

  private mutating func info(_ body: Range<Int>) throws(Refusal) {
    try require(!hasInfo)
    hasInfo = true
    var (elements, duration): (EBMLElements, Double?) = (EBMLElements(file, body, work), nil)
    while let element = try elements.next() {
      try work.box()
      switch element.kind {
      case 0x2AD7B1: scale = try file.number(element.body).orBroken()
      case 0x4489: duration = try file.float(element.body).orBroken()
      case 0x4461: found.notes.insert(.time)
      case 0x7BA9: found.notes.insert(.name)
      default: break
      }
    }
    try require(1...1_000_000_000 ~= scale)
    if let duration { try found.take(seconds: duration * Double(scale) / 1e9) }
  }

  // MARK: - Clusters

  /// - Parameter element: one with an open length is walked through by who calls.
  private mutating func cluster(_ element: EBMLElement) throws(Refusal) {
    try require(hasInfo && !trackNumbers.isEmpty)
    clusterTime = 0
    guard !element.isOpen else { return }
    var elements = EBMLElements(file, element.body, work)
    while let child = try elements.next() { try inCluster(child) }
    clusterTime = nil
  }

  private mutating func inCluster(_ element: EBMLElement) throws(Refusal) {
    switch element.kind {
    case Kind.time: clusterTime = try file.number(element.body).orBroken()
    case Kind.simpleBlock: try block(element.body)
    case Kind.group:
      var elements = EBMLElements(file, element.body, work)
      while let child = try elements.next() {
        if child.kind == Kind.block { try block(child.body) }
      }
    default:
      try require(
        Kind.clusterHelpers.contains(element.kind) || Kind.fillings.contains(element.kind))
    }
  }

  private mutating func block(_ body: Range<Int>) throws(Refusal) {
    let track = try EBMLElements.number(at: body.lowerBound, of: file, most: 8).orBroken()
    try require(body.count > track.width + 3 && trackNumbers.contains(track.value))
    let relative = try file.big(2, at: body.lowerBound + track.width).orBroken()
    let offset = Int(Int16(truncatingIfNeeded: relative))
    let (time, isTooLate) = (clusterTime ?? 0).addingReportingOverflow(offset)
    try require(!isTooLate)
    (hasBlocks, lastTime) = (true, max(lastTime, time))
  }

  private mutating func finish() throws(Refusal) -> FoundMedia {
    try require(hasBlocks)
    try require(found.hasVideo, else: .soundOnlyWebM)
    try found.take(seconds: Double(lastTime) * Double(scale) / 1e9)
    return found
  }
}
