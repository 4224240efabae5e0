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

  /// Threads that read and write files: two keep a disk busy.
  public static let fileThreads = 2
  /// Reads and writes waiting for a thread: at 1 ms each, half a second; one more is told `busy`.
  public static let fileQueue = 1_024
}
