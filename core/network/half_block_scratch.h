// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/half_block.h"

namespace rxwatt::network
{

inline torch::Tensor emptyFloats(std::int64_t count)
{
    return torch::empty({count}, torch::kFloat32);
}

/// Null where the tensor is undefined.
inline const float* floatsAt(const torch::Tensor& tensor, std::int64_t offset)
{
    return tensor.defined() ? tensor.data_ptr<float>() + offset : nullptr;
}

/// What a group is worked on in: of each worker alone, or of all of them.
struct HalfBlock::Scratch {
    Scratch(const kernels::DepthwiseShape& shape, const SlotGroups& groups, int tilePlaces, bool withGradient)
        : alone(groups.alone),
          groupPlaces(std::int64_t{groups.groupSlots} * shape.symbols * shape.subcarriers),
          activatedFloats(groupPlaces * shape.channels),
          wideFloats(withGradient ? groupPlaces * shape.outputs() : 0),
          tileFloats(std::int64_t{tilePlaces} * shape.outputs()),
          activated(emptyFloats((alone ? threadCount() : 1) * activatedFloats)),
          wideGradient(emptyFloats((alone ? threadCount() : 1) * wideFloats)),
          tiles(emptyFloats(threadCount() * tileFloats))
    {
    }

    [[nodiscard]] float* activatedOf(const Crew& crew) const
    {
        return activated.data_ptr<float>() + ownerOf(crew) * activatedFloats;
    }

    [[nodiscard]] float* wideGradientOf(const Crew& crew) const
    {
        return wideGradient.data_ptr<float>() + ownerOf(crew) * wideFloats;
    }

    [[nodiscard]] float* tileOf(const Crew& crew) const { return tiles.data_ptr<float>() + crew.thread * tileFloats; }

    [[nodiscard]] int ownerOf(const Crew& crew) const { return alone ? crew.thread : 0; }

    bool alone;
    std::int64_t groupPlaces;
    std::int64_t activatedFloats;
    std::int64_t wideFloats;
    std::int64_t tileFloats;
    torch::Tensor activated;
    torch::Tensor wideGradient;
    torch::Tensor tiles;
};

} // namespace rxwatt::network
