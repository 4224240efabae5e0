/// Whether people are there, and what their friends are shown of it.
///
/// Written from the contract's last paragraph, without a line of the hub's. Times are
/// milliseconds since some morning. All are friends of each other.
struct PresenceModel: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    /// Opens a socket; a login before it is activity, opening is not.
    case open(Int, isLogin: Bool)
    /// Closes a socket, by its number.
    case close(Int)
    /// A login without a socket.
    case login(Int)
    /// `active` over a socket.
    case act(Int)
    /// `ping` over a socket, which is no activity.
    case ping(Int)
    case hide(Int)
    case show(Int)
    /// Time passes and everything due is done when it is due.
    case wait(Int)
    /// Time passes; nothing is due before its end.
    case pass(Int)
    /// Time passes while the machine sleeps: what was due is done at the end.
    case doze(Int)
    /// The server ends in good order and begins anew.
    case restart
  }

  struct Presence: Equatable, Sendable, CustomStringConvertible {
    var state: String
    var since: Int

    var description: String { "\(state) since \(since)" }
  }

  /// A socket: whose, and whether it is open.
  private struct Device: Equatable {
    let person: Int
    var isOpen: Bool
  }

  private struct Person: Equatable {
    var activeAt: Int
    var isInvisible = false
    /// When they came, and since when they have been online without a break.
    var cameAt = 0
    var onlineSince = 0
    /// When they went; nil while they are here.
    var leftAt: Int?
    /// What their friends know of them until the grace is over: nothing that is
    /// done meanwhile, but time goes on.
    var kept: Kept?
    var told: Presence
    var toldAt: Int?
  }

  private struct Kept: Equatable { let activeAt, onlineSince: Int }

  static let idle = 1_200_000
  static let grace = 20_000
  static let tick = 1_000

  private(set) var now: Int
  private var persons: [Person]
  private var devices: [Device] = []
  private(set) var told = Told(listeners: 0)
  let answer = "ok"

  init(people: Int, at now: Int) {
    self.now = now
    let away = Presence(state: "offline", since: now)
    persons = Array(repeating: Person(activeAt: now, leftAt: now, told: away), count: people)
  }

  // MARK: - What is so

  var people: Int { persons.count }
  /// The numbers of the sockets that are open.
  var openDevices: [Int] { devices.indices.filter { devices[$0].isOpen } }
  func owner(of device: Int) -> Int { devices[device].person }
  func isInvisible(_ person: Int) -> Bool { persons[person].isInvisible }
  /// What was told last of a person.
  func shown(_ person: Int) -> Presence { persons[person].told }

  /// How a person is to be shown now.
  private func wanted(_ person: Person) -> Presence {
    if let leftAt = person.leftAt {
      guard let kept = person.kept, now < leftAt + Self.grace else {
        return Presence(state: "offline", since: leftAt)
      }
      return present(kept, since: person.cameAt)
    }
    return present(
      Kept(activeAt: person.activeAt, onlineSince: person.onlineSince), since: person.cameAt)
  }

  private func present(_ known: Kept, since cameAt: Int) -> Presence {
    let idleAt = known.activeAt + Self.idle
    if now < idleAt { return Presence(state: "online", since: known.onlineSince) }
    return Presence(state: "idle", since: max(idleAt, cameAt))
  }

  /// When something is due that nobody does: the next of all such moments.
  private var due: Int? {
    persons.flatMap { person in
      var times = [person.activeAt + Self.idle]
      if let leftAt = person.leftAt {
        times = [leftAt + Self.grace, (person.kept?.activeAt ?? 0) + Self.idle]
      }
      if let toldAt = person.toldAt, wanted(person) != person.told {
        times.append(toldAt + Self.tick)
      }
      return times
    }.filter { $0 > now }.min()
  }

  /// A step in parts, between which all is quiet.
  func parts(of step: Step) -> [Step] {
    guard case .wait(let time) = step else { return [step] }
    var (model, parts) = (self, [Step]())
    while model.now < now + time {
      let next = min(model.due ?? .max, now + time)
      parts.append(.pass(next - model.now))
      model = model.after(.pass(next - model.now))[0]
    }
    return parts
  }

  // MARK: - What happens

  func after(_ step: Step) -> [PresenceModel] {
    var model = self
    model.take(step)
    model.tellAll()
    return [model]
  }

  private mutating func take(_ step: Step) {
    switch step {
    case .open(let person, let isLogin):
      if isLogin { act(person) }
      open(person)
    case .close(let device):
      devices[device].isOpen = false
      told.forget(device)
      reconsider(owner(of: device))
    case .login(let person): act(person)
    case .act(let device): act(owner(of: device))
    case .ping: break
    case .hide(let person): turn(person, isInvisible: true)
    case .show(let person): turn(person, isInvisible: false)
    case .wait(let time), .pass(let time), .doze(let time): now += time
    case .restart: restart()
    }
  }

  private mutating func open(_ person: Int) {
    devices.append(Device(person: person, isOpen: true))
    told.admit()
    for other in persons.indices where other != person {
      told.tell(devices.count - 1, on: .person(other), "\(persons[other].told)")
    }
    reconsider(person)
  }

  private mutating func act(_ person: Int) {
    if now >= persons[person].activeAt + Self.idle { persons[person].onlineSince = now }
    persons[person].activeAt = now
  }

  private mutating func turn(_ person: Int, isInvisible: Bool) {
    persons[person].isInvisible = isInvisible
    reconsider(person)
  }

  /// Whether a person has come or gone.
  private mutating func reconsider(_ index: Int) {
    var person = persons[index]
    let isHere = !person.isInvisible && devices.contains { $0.isOpen && $0.person == index }
    if isHere, let leftAt = person.leftAt {
      if person.kept == nil || now >= leftAt + Self.grace {
        (person.cameAt, person.onlineSince) = (now, now)
      }
      (person.leftAt, person.kept) = (nil, nil)
    } else if !isHere, person.leftAt == nil {
      person.kept = Kept(activeAt: person.activeAt, onlineSince: person.onlineSince)
      person.leftAt = now
    }
    persons[index] = person
  }

  /// What was only in memory is gone, and so is the grace.
  private mutating func restart() {
    for device in openDevices {
      devices[device].isOpen = false
      told.forget(device)
    }
    for index in persons.indices {
      let leftAt = persons[index].leftAt ?? now
      (persons[index].leftAt, persons[index].kept, persons[index].toldAt) = (leftAt, nil, nil)
      persons[index].told = Presence(state: "offline", since: leftAt)
    }
  }

  /// Tells what has changed, of each person once a second at most.
  private mutating func tellAll() {
    for person in persons.indices {
      let shown = wanted(persons[person])
      let isEarly = persons[person].toldAt.map { now < $0 + Self.tick } ?? false
      guard shown != persons[person].told, !isEarly else { continue }
      (persons[person].told, persons[person].toldAt) = (shown, now)
      for device in openDevices where owner(of: device) != person {
        told.tell(device, on: .person(person), "\(shown)")
      }
    }
  }
}
