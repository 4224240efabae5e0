/// Numbers of pictures and other files that people send.
extension Limits {
  /// Bytes of a profile picture as it is sent: a photo of a good phone has three million.
  public static let pictureBytes = 10 * 1024 * 1024
  /// Pixels of a picture before it is made smaller: a good phone's have 12 million,
  /// and 40 million of four bytes each are 160 MB to whoever decodes them.
  public static let picturePixels = 40_000_000
  /// Bytes of a file by which libmagic says what it is.
  public static let sniffedBytes = 64 * 1024

  /// Pictures that are decoded at once: more would take the cores that fan-out needs.
  public static let pictureThreads = 2
  /// Pictures waiting to be decoded: at a second each on 2 threads, 8 s of waiting;
  /// one more is told `busy`.
  public static let pictureQueue = 16
  /// How long a picture may take to decode, as time and as CPU: 40 million pixels take 3 s.
  public static let decodingPatience = Duration.seconds(10)
  /// Bytes of address space of who decodes: the pixels, the libraries, and room to work.
  public static let decodingMemoryBytes = 1_073_741_824
  /// Bytes of a picture that we made: 512 by 512 of pure noise stay below.
  public static let madePictureBytes = 2 * 1024 * 1024

  /// Bytes of a picture in a post or message: twice what a good phone's best takes.
  public static let imageBytes = 20 * 1024 * 1024
  /// Bytes of a film: three hours at 1.6 Mbit/s, ten minutes as a phone records them.
  public static let videoBytes = 2 * 1024 * 1024 * 1024
  /// Bytes of a sound: twenty minutes as WAV, three hours and a half as a good MP3.
  public static let audioBytes = 200 * 1024 * 1024
  /// Frames of a picture that moves: fifty seconds at ten each second.
  public static let pictureFrames = 500
  /// Seconds of a film: the longest films in cinemas have less than four hours.
  public static let videoSeconds = 4 * 3_600
  /// Seconds of a sound: an audio book or a night of a concert.
  public static let audioSeconds = 12 * 3_600

  /// Boxes, chunks, segments and elements of a file that are looked at: four hours of
  /// fragments of one second have 160,000.
  public static let walkedBoxes = 200_000
  /// Samples, frames, pages and blocks that are looked at: four hours at 60 pictures and
  /// 50 packets of sound a second have 1.6 million, twelve hours of MP3 1.7 million.
  public static let walkedPieces = 4_000_000
  /// Tracks of a film: films with many languages have thirty.
  public static let tracks = 64
  /// Tags within tags of a WebM: two are in use.
  public static let tagDepth = 16
  /// Scans of a JPEG: encoders write ten, and each costs a decoding of all pixels.
  public static let jpegScans = 100
  /// Bytes of a note in a file (EXIF, XMP, tags) that is read for a position: longer ones
  /// are taken for ones that have it.
  public static let notesBytes = 1024 * 1024
  /// Bytes of all notes in a file that are read; those after them are as if too long.
  public static let allNotesBytes = 32 * 1024 * 1024
  /// Places in a film that are written over: four hours of positions, ten each second.
  public static let blankings = 200_000

  /// Threads that read and write files: two keep a disk busy.
  public static let fileThreads = 2
  /// Reads and writes waiting for a thread: at 1 ms each, half a second; one more is told `busy`.
  public static let fileQueue = 1_024
}
