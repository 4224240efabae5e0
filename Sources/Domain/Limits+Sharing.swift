/// Numbers of what people show with posts and messages.
extension Limits {
  /// Pictures of one post or message: a grid of two by two.
  public static let shownTogether = 4
  /// Posts and messages that show one file: other words for it are written in each.
  public static let showers: Int64 = 100
  /// Characters of the words that say what a picture shows: as others allow.
  public static let altCharacters = 0...1_500
  /// Pixels on the longer side of each form of a picture: in a list, in a post on a
  /// phone, and as large as a screen.
  public static let mediaPixels: [MediaVariant: Int] = [
    .thumb: 160, .medium: 640, .large: 1_600, .fallback: 1_600, .poster: 1_280,
  ]
  /// How long a file is kept that nothing ever showed: a draft may wait a night.
  public static let unshownMediaKept = Duration.seconds(86_400)
  /// Rows of files that one sweep forgets: a hundred removed files take some 10 ms.
  public static let sweptMedia = 100
}

/// Numbers of making files ready to be shown.
extension Limits {
  /// The most bytes of any file.
  public static let largestMedia = max(imageBytes, videoBytes, audioBytes)

  /// The most bytes of a file of one kind.
  public static func bytes(of kind: MediaKind) -> Int {
    switch kind {
    case .image: imageBytes
    case .video: videoBytes
    case .audio: audioBytes
    }
  }

  /// Changes that taking a file in counts as, see ``writesPerSecond``: seconds of work.
  public static let mediaWrites = 5
  /// Files of one person that come at once: a page sends three.
  public static let uploadsOfOne = 20
  /// Files that come at once, which also wait to be made ready: each has one open file,
  /// and a picture takes a second of two threads.
  public static let uploads = 64
  /// Reads of files that are sent, waiting for a thread: one for each connection.
  public static let servingQueue = 20_000
  /// Bytes of a refused file that are still read: who sends hears why once they are done.
  public static let refusedBytesRead = 32 * 1024 * 1024
  /// Bytes of the disk that media leave alone: a year of messages of a small community.
  public static let reservedDiskBytes: Int64 = 256 * 1024 * 1024
  /// How far taking bytes in stands back behind messages: a quarter of a busy core is its.
  public static let arrivalNiceness: Int32 = 5
  /// How far looking into files and making pictures of them does: somebody waits for them.
  public static let mediaNiceness: Int32 = 5
  /// How many times its CPU time a program may take until it ends: it stands back.
  public static let standingBack = 10
  /// Pixels on the longer side of a picture that moves: 500 of them are 20 s of work.
  public static let animatedPixels = 640
  /// How long a picture that moves may take to be made: 500 frames of 640 by 480 take 20 s.
  public static let animationPatience = Duration.seconds(40)
  /// Bytes of one form that we make: a picture of noise, or one that moves.
  public static let madeMediaBytes = 64 * 1024 * 1024
  /// Pixels of a placeholder: enough to tell sky from grass.
  public static let placeholderPixels = 16
  /// Bytes of a placeholder: it goes out with each post.
  public static let placeholderBytes = 1_024
  /// Bytes of address space of who looks into a film: its libraries and a few frames.
  public static let filmMemoryBytes = 2_147_483_648
  /// Bytes of a file that a loop hands to a socket at once, a millisecond at most; a network
  /// takes less of them.
  public static let servedPiece = 4 * 1024 * 1024
}

/// Numbers of removing what nobody has any more.
extension Limits {
  /// Between two looks for files that nobody has: what was deleted is gone from the disk
  /// some seconds later.
  public static let mediaSweepBeat = Duration.seconds(5)
  /// Between two sweeps while there are more.
  public static let mediaSweepRest = Duration.milliseconds(50)
}
