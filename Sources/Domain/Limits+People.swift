/// Numbers of people: profiles, friends, presence.
extension Limits {
  /// Side of a profile picture in lists, in pixels: 40 on the page, at three pixels each.
  public static let listPicturePixels = 128
  /// Side of a profile picture on its own page, in pixels.
  public static let profilePicturePixels = 512

  /// Characters of what one says of oneself: a paragraph, four lines on a phone.
  public static let bioCharacters = 0...500
  /// People that a search by name shows: what one looks through before typing on.
  public static let peopleFound = 20
  /// People that one text may ring the bell of: more is a crowd, not a mention.
  public static let mentions = 20

  /// Rows on one person's bell: twenty pages of what nobody scrolls further in; the
  /// oldest goes for the newest.
  public static let bellRows = 1_000

  // MARK: - Friends

  /// Friends of one person: each is a topic that every device of theirs hears,
  /// and a `start` that names them all with a conversation each fits
  /// ``startBytes``.
  public static let friends = 2_000
  /// People that one person blocks: what is public is compared with all of them.
  public static let blocks = 1_000
  /// Requests, and blocks, that a person may make a day (UTC), taken back ones too: nobody
  /// gets to know so many, and who asks everybody is stopped.
  public static let friendRequestsPerDay = 1_000
  /// Requests shown in each direction, the newest first.
  public static let listedRequests = 1_000

  // MARK: - Presence (contract §3)

  /// How long a person without a socket is shown as before: a reload, a tunnel,
  /// a restart of the phone's network.
  public static let presenceGrace = Duration.seconds(20)
  /// The longest grace an operator may set: an actor that nobody asks is let go
  /// at ``actorIdle``, and must have told before.
  public static let longestPresenceGrace = Duration.seconds(240)
  /// Between two writes of one person's clock of activity, while they are here.
  public static let touchInterval = Duration.seconds(300)
  /// Until a touch that could not be written is tried again: a busy writer is through
  /// what waits for it, a full disk may have room.
  public static let touchRetry = Duration.seconds(5)
  /// Between two announcements of one person's presence: whoever flickers costs
  /// each friend one frame a second.
  public static let presenceTick = Duration.seconds(1)
  /// How long it is remembered that a person went: the row that says so was
  /// written long before.
  public static let presenceMemory = Duration.seconds(60)
}
