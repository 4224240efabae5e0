/// Where a figure stands in the JSON.
///
/// `hub.sockets` is a member of a member; in `hub.lanes{lane}` the label is
/// a member's name; in `hub.loops[index].delay` there is an element for each
/// label, which is its member `index`.
public struct FigurePath: Equatable, Sendable, CustomStringConvertible {
  enum Step: Equatable, Sendable {
    case member(String)
    /// An object with a member for each value of one label.
    case keyed
    /// A list of objects that begin with these members.
    case listed([String])
  }

  public let description: String
  let steps: [Step]

  init(_ text: String) {
    description = text
    steps = text.split(separator: ".").flatMap(Self.steps)
  }

  /// How many labels have their place here.
  var labelCount: Int {
    steps.reduce(0) { count, step in
      switch step {
      case .member: count
      case .keyed: count + 1
      case .listed(let names): count + names.count
      }
    }
  }

  private static func steps(_ part: Substring) -> [Step] {
    guard let open = part.firstIndex(where: { $0 == "[" || $0 == "{" }) else {
      return [.member(String(part))]
    }
    let names = part[part.index(after: open)...].dropLast().split(separator: ",").map(String.init)
    let labelled: Step = part[open] == "{" ? .keyed : .listed(names)
    return [.member(String(part[..<open])), labelled]
  }
}
