import HubbubDomain

/// What a walk through a whole file found.
struct FoundMedia: Equatable, Sendable {
  /// What files tell beside what they show, in the words that people are told.
  enum Note: String, Sendable, CaseIterable {
    case position = "GPS"
    case camera
    case time
    case name
    case comment
    case software
    case editing
  }

  let type: MediaType
  /// Pixels: of a picture as it is kept, which EXIF may say lies on its side; of a film as
  /// it is shown.
  private(set) var size: PixelSize?
  /// Pictures of one that moves; 1 for a still one, and for films and sounds.
  private(set) var frames = 1
  /// How long a film or a sound says that it is.
  private(set) var seconds: Double?
  var hasVideo = false
  var hasAudio = false
  /// What it tells of who made it.
  var notes: Set<Note> = []
  /// Where it says the place at which it was made: kept files are written over there.
  var blankings: [Blanking] = []

  init(_ type: MediaType) { self.type = type }

  var width: Int? { size?.width }
  var height: Int? { size?.height }

  /// Keeps the first size that it is given.
  ///
  /// - Throws: ``Refusal`` `too_large`.
  /// - Bounds: ``Limits/picturePixels``.
  mutating func take(_ size: PixelSize) throws(Refusal) {
    try require(size.pixels <= Limits.picturePixels, else: .tooManyPixels)
    self.size = self.size ?? size
  }

  /// Lays the picture on its side.
  mutating func turn() { size = size.flatMap { PixelSize($0.height, $0.width) } }

  /// - Throws: ``Refusal`` `too_large`, or `corrupt_media` for none.
  /// - Bounds: ``Limits/pictureFrames``.
  mutating func take(frames: Int) throws(Refusal) {
    try require(frames > 0)
    try require(frames <= Limits.pictureFrames, else: .tooManyFrames)
    self.frames = frames
  }

  /// Keeps the longest of the times that it is given.
  ///
  /// - Throws: ``Refusal`` `too_large`, or `corrupt_media` for no time at all.
  /// - Bounds: ``Limits/videoSeconds``, ``Limits/audioSeconds``.
  mutating func take(seconds: Double) throws(Refusal) {
    try require(seconds.isFinite && seconds >= 0)
    let most = type.kind == .video ? Limits.videoSeconds : Limits.audioSeconds
    try require(seconds <= Double(most), else: .tooLong(type.kind))
    self.seconds = max(self.seconds ?? 0, seconds)
  }

  /// Marks a place that says where the file was made.
  mutating func blank(_ places: [Blanking]) {
    guard !places.isEmpty else { return }
    notes.insert(.position)
    blankings += places
  }
}
