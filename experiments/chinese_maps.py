"""Faults of maps, inequality and figures of sweeps in Chinese."""

from __future__ import annotations

MAP_PHRASES: tuple[tuple[str, str], ...] = (
    (r"there is no such map", "没有这个地图文件"),
    (
        r"give a GeoJSON file with map=, in Python map_file=",
        "请用 map= 给出 GeoJSON 文件，Python 中用 map_file=",
    ),
    (r"is no GeoJSON of polygons", "不是由多边形构成的 GeoJSON"),
    (
        r"give a FeatureCollection of Polygon or MultiPolygon features",
        "请给出由 Polygon 或 MultiPolygon 构成的 FeatureCollection",
    ),
    (r"has no county (.+)", "没有县（市、区） {0}"),
    (r"every feature needs its code as one of (.+)", "每个要素应以 {0} 之一写明代码"),
    (r"its coordinates are no longitudes and latitudes", "坐标不是经纬度"),
    (r"save the map in degrees \((.+)\)", "请把地图存为经纬度（{0}）"),
    (r"(\S+) is no amount that is divided among people", "{0} 不是可按人分配的数额"),
    (r"ask for one, like (.+)", "请用此类指标，如 {0}"),
    (r"(\S+) is below zero somewhere, or nothing everywhere", "{0} 有的地方小于零，或处处为零"),
    (r"Theil and Gini need amounts above zero", "泰尔指数与基尼系数要求数额大于零"),
    (r"(\S+) is not kept apart for urban and rural people", "{0} 没有分城乡记录"),
    (r"ask for (\S+), or another level", "请用 {0}，或换一个层级"),
    (r"(town|village)s were not recorded", "没有记录 {0} 一级"),
    (r"(\S+) is not in yuan", "{0} 的单位不是元"),
    (r"ask for (\S+), or an indicator in yuan like (\S+)", "请用 {0}，或以元计的指标，如 {1}"),
    (r"has (\d+) factors that are numbers", "数值因素有 {0} 个"),
    (r"a heat map needs the folder of a sweep with two", "热力图需要两个数值因素的扫描结果"),
    (r"(\S+) is given twice", "{0} 给了两次"),
    (r"name two factors", "请写明两个因素"),
    (r"(\d+) points do not span two factors", "{0} 个点不足以展开两个因素"),
    (r"vary both factors, at four points at least", "两个因素都要变动，至少四个点"),
)
