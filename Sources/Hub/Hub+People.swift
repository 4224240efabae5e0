import HubbubActors
public import HubbubDomain
import HubbubStore
import Logging
import NIOCore

/// Whether people are there.
extension Hub {
  /// How a person is, as their friends are shown it.
  ///
  /// - Parameter row: what the row has of them.
  public func presence(of user: UserID, else row: Presence) -> Presence {
    board.presence(of: user) ?? row
  }

  /// Everybody who is shown as online or idle.
  public var present: [UserID: Presence] { board.present }

  /// A person logged in, which is activity; the row of who is not here has it.
  public func loggedIn(_ user: UserID, at time: Timestamp) {
    people.person(of: user)?.wasActive(at: time)
    supervisor.users.tell(.letter(.active(at: time, Asker { _ in })), to: user)
  }

  /// Tells a socket how its user's friends are, those that it hears.
  ///
  /// - Isolation: the socket's loop.
  func tellPresence(of friends: [UserID: Presence], to socket: Socket) {
    guard !friends.isEmpty else { return }
    let frames = board.frames(of: friends) { socket.topics.contains(.person($0)) }
    // At once, and behind what was told before: what comes later is newer.
    if frames.readableBytes > 0 { socket.queue(frames) }
  }

  /// Looks again whether a socket may hear the posts it listens to, since a
  /// friendship or an audience changed.
  ///
  /// - Parameter only: the one post that it is about; nil for all.
  /// - Isolation: the socket's loop; the store is read outside it.
  func recheck(_ socket: Socket, only post: PostID? = nil) {
    let topics = post.map { [Topic.post($0)] } ?? socket.topics.filter(\.isPost)
    let heard = topics.filter(socket.topics.contains)
    guard !heard.isEmpty else { return }
    // Ends with its reads; a socket that is gone is done with.
    Task {
      do {
        for topic in heard where try await !store.mayHear(topic, socket.user.id) {
          socket.shard.post(.work { socket.leave(topic) })
        }
      } catch {
        logger.error("recheck failed", metadata: ["cause": "\(error)"])
        let reason = Wire.comeBack(after: Limits.unavailableRetryAfter)
        socket.shard.post(.work { socket.end(.overloaded, reason: reason) })
      }
    }
  }

  /// Writes the last touch of everybody who is here: after a restart the row's
  /// clock is the only one.
  ///
  /// - Bounds: ``Limits/batchChanges`` wait for the writer at a time.
  func sayFarewell() async {
    var touches: [Change] = []
    for user in supervisor.users.awake {
      // By the mailbox: a socket that just ended counts.
      let touch = await withCheckedContinuation { done in
        supervisor.users.post(.farewell { done.resume(returning: $0) }, to: user)
      }
      if let touch { touches.append(touch) }
    }
    while !touches.isEmpty {
      let some = touches.prefix(Limits.batchChanges)
      touches.removeFirst(some.count)
      await withTaskGroup { [writer] group in
        for touch in some { group.addTask { _ = await writer.commit(touch) } }
      }
    }
  }
}
