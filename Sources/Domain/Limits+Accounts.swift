/// Numbers of accounts: passwords, logins, and how often one may try.
extension Limits {
  // MARK: - Argon2id (design §7: 53 ms and 19 MiB a hash, OWASP's second choice of parameters)

  /// KiB of memory of one hash.
  public static let hashMemoryKiB: UInt32 = 19_456
  /// Passes over that memory.
  public static let hashPasses: UInt32 = 2
  /// Lanes: one, since the pool's threads are the parallelism.
  public static let hashLanes: UInt32 = 1
  /// Bytes of random salt (RFC 9106 §3.1).
  public static let saltBytes = 16
  /// Bytes of the hash itself (RFC 9106 §4).
  public static let hashBytes = 32
  /// KiB above which a stored hash is not tried: it was never ours, and one
  /// damaged row must not take the machine's memory.
  public static let hashMemoryKiBAccepted: UInt32 = 262_144
  /// Passes above which a stored hash is not tried, for the same reason.
  public static let hashPassesAccepted: UInt32 = 10
  /// Threads that hash: more would take the cores that fan-out needs.
  public static let hashThreads = 2
  /// Passwords waiting for a thread: at 53 ms on 2 threads, 1.7 s of waiting; one more is told `busy`.
  public static let hashQueue = 64

  /// Characters of a password that the program makes: of 32 each, so 100 bits.
  public static let madePasswordCharacters = 20
  /// Bytes of a line of standard input: four times what the longest password can have.
  public static let inputLineBytes = 4_096

  // MARK: - Sessions

  /// Random bits of a token (contract §2: nobody guesses 2^256).
  public static let tokenBits = 256
  /// Life of a browser's login: a month, as people expect of "stay signed in".
  public static let cookieLifetime = Duration.seconds(30 * 86_400)
  /// Life of a token asked for with `token: true`: a program is set up once a quarter.
  public static let tokenLifetime = Duration.seconds(90 * 86_400)
  /// Characters of a `User-Agent` kept with a session, to know one's devices by.
  public static let userAgentCharacters = 200
  /// Between two times that the use of a session is written down: people look for the
  /// device they lost a week ago, and ten thousand who are here write 33 rows a second.
  public static let sessionUseNoted = Duration.seconds(5 * 60)

  // MARK: - Orders from the machine itself

  /// Bytes of an order or its receipt: a password of 256 characters, each escaped, and as much again.
  public static let controlLineBytes = 16_384
  /// For an order to come in once its sender is there: it is a process on the same machine.
  public static let controlPatience = Duration.seconds(2)
  /// For a receipt: a hash, behind all that may be waiting for a thread.
  public static let receiptPatience = Duration.seconds(15)
  /// Orders that wait while one is carried out; who comes then waits in `connect`.
  public static let controlBacklog: Int32 = 8

  // MARK: - How often one may try

  /// Attempts taken at once: people mistype, and one of them is caps lock.
  public static let freeLoginAttempts = 5
  /// Wait before the first attempt that is not free; doubled by each further one.
  public static let firstLoginDelay = Duration.seconds(1)
  /// The longest delay: 288 guesses a day against one account, and an owner waits no longer.
  public static let longestLoginDelay = Duration.seconds(300)
  /// An account that was left alone this long begins anew.
  public static let loginMemory = Duration.seconds(86_400)
  /// Accounts whose attempts are remembered: about 2 MiB; the least suspicious are forgotten first.
  public static let throttledAccounts = 10_000
  /// Addresses of one account from which its owner has logged in.
  ///
  /// A phone, a laptop, home and work: guessers elsewhere do not delay them.
  public static let trustedAddresses = 8

  /// Logins one address may try at once: a school behind one address at nine o'clock.
  public static let loginBurst = 30
  /// Time for one more login from that address.
  public static let loginRefill = Duration.seconds(2)
  /// Accounts one address may make at once: a family, a class.
  public static let signupBurst = 20
  /// Time for one more account from that address.
  public static let signupRefill = Duration.seconds(60)
  /// Addresses remembered by one limiter: about 1 MiB; those with the most left are forgotten first.
  public static let limitedAddresses = 10_000

  /// Changes one person may make over HTTP at once: a program that carries over what
  /// somebody had elsewhere, or makes the day's thousand requests.
  public static let writeBurst = 2_000
  /// Time for one more change: as many a second as over sockets.
  public static let writeRefill = Duration.seconds(1) / commandsPerSecond
  /// Changes that a new picture counts as: it takes three processes and a third of a second.
  public static let pictureWrites = 50
  /// People remembered by that: about 1 MiB; those with the most left are forgotten first.
  public static let limitedPeople = 20_000
}
