// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"

#include <filesystem>

namespace rxwatt::energy
{

inline constexpr std::string_view processorsSchema = "rxwatt.processors/1";

/// Processors by their ids, in the order of the file; a project's own come behind, or in the place of one with the same
/// id.
class Catalogue
{
public:
    /// What comes with the program (resources/processors.json).
    [[nodiscard]] static const Catalogue& builtIn();
    /// That, and those of a project behind it or in their places.
    [[nodiscard]] static Catalogue with(const std::vector<Processor>& own);
    /// That, and what a project adds in processors.json; a file that is absent adds nothing.
    [[nodiscard]] static Result<Catalogue> ofProject(const std::filesystem::path& projectFolder);

    [[nodiscard]] const std::vector<Processor>& processors() const { return m_processors; }

    /// Null where there is none of that id.
    [[nodiscard]] const Processor* find(std::string_view id) const;
    /// An error that names those that come close.
    [[nodiscard]] Result<Processor> get(std::string_view id) const;

private:
    void put(Processor processor);

    std::vector<Processor> m_processors;
};

/// A project's own processors: the file processors.json of its folder. Empty where it is absent.
[[nodiscard]] Result<std::vector<Processor>> readOwnProcessors(const std::filesystem::path& projectFolder);
/// Adds a processor to the project's own, or replaces the one of its id; written atomically. `busy` where another
/// program does it at this moment.
[[nodiscard]] Status putOwnProcessor(const std::filesystem::path& projectFolder, const Processor& processor);
/// Takes one of the project's own away; the program's own of that id shows again. `notFound` where there is none.
[[nodiscard]] Status removeOwnProcessor(const std::filesystem::path& projectFolder, std::string_view id);

} // namespace rxwatt::energy
